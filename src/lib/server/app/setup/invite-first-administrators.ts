import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { collect, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { makePerson } from '../steps/identity/make-person.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface FirstAdministrator {
	readonly fullName: string;
	readonly title: string;
	readonly email: string;
}

/**
 * The first two administrators of an empty installation, both or neither, by a command on the machine. Each gets a
 * letter with the link for a password once the portal runs; all other roles are proposed by one and confirmed by the
 * other. Refuses `form_incomplete` with causes (`email_…`, `set_up_name_missing`), `set_up_two_people`, `email_taken`,
 * `already_done` (there has been an administrator), `not_found` to people.
 */
export async function inviteFirstAdministrators(
	ctx: Context,
	two: readonly [FirstAdministrator, FirstAdministrator]
): Promise<Result<true>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	const emails = two.map(({ email }) => parseEmail(email, 'email'));
	const nameless = two.filter(({ fullName }) => collapse(fullName) === '');
	const causes: Refusal[] = [
		...collect(emails),
		...nameless.map((): Refusal => ({ code: 'set_up_name_missing', field: 'fullName' }))
	];
	if (causes.length > 0) return refuse('form_incomplete', { causes });
	const addresses = emails.flatMap((email) => (email.ok ? [email.value] : []));
	if (new Set(addresses).size < two.length) return refuse('set_up_two_people', { field: 'email' });
	return transact(ctx, 'invite_first_administrators', { type: 'person', id: '' }, async ({ tx, note }) => {
		await tx.identity.lockAdministrators();
		if (await tx.identity.hadAdministrator()) return refuse('already_done');
		const { officeInText } = await tx.office.letterheadOn(vietnamDateOf(await tx.clock.now()));
		const made: unknown[] = [];
		for (const [index, { fullName, title }] of two.entries()) {
			const email = addresses[index] ?? '';
			if ((await tx.identity.findAccountByEmail(email)) !== undefined)
				return refuse('email_taken', { field: 'email' });
			const person = { fullName: collapse(fullName), title: collapse(title), phone: '' };
			const employer = { employerId: null, employerText: '' };
			const personId = await makePerson(ctx, tx, { ...person, ...employer, email, invitedBy: officeInText });
			const scope = { type: 'all' } as const;
			const grantId = await tx.identity.addGrant({ personId, role: 'administrator', scope, grantedBy: null });
			made.push({ personId, grantId, email, fullName: person.fullName });
		}
		note({ after: { people: made } });
		return ok(true);
	});
}
