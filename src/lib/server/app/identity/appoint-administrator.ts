import { mayAppointAtTerminal } from '#lib/domain/access/grant-proposals.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { fitsBeside } from './grant-checks.ts';
import type { PersonReader } from '../mail/letter.ts';
import { personToTell } from '../mail/readers.ts';
import { mailGrant } from './mail-grant.ts';

/**
 * The way out where no two administrators are left to give the role together: a command on the machine makes one.
 * Audited as the system's act, and mailed to the new administrator, the remaining one, the directors and the auditors.
 * Refusals: `not_found` (to people, and an address without an account), `email_…`, `reason_missing`,
 * `account_not_ready`, `administrators_enough`, `administrators_never`, `grant_exists`, `roles_exclude`.
 */
export async function appointAdministrator(
	ctx: Context,
	input: { readonly email: string; readonly reason: string }
): Promise<Result<{ readonly name: string; readonly grantId: string }>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	const reason = cleanText(input.reason);
	if (reason === '') return refuse('reason_missing', { field: 'reason' });
	return transact(ctx, 'appoint_administrator', { type: 'person', id: '' }, async ({ tx, note }) => {
		note({ refused: { email: email.value, reason } });
		const administrators = await tx.identity.lockAdministrators();
		const may = mayAppointAtTerminal({
			active: new Set(administrators).size,
			everBeen: await tx.identity.hadAdministrator()
		});
		if (!may.ok) return may;
		const account = await tx.identity.findAccountByEmail(email.value);
		if (account === undefined) return refuse('not_found');
		if (account.passwordHash === '' || account.emailVerifiedAt === null || account.disabledAt !== null)
			return refuse('account_not_ready');
		const { personId } = account;
		note({ objectId: personId });
		await tx.identity.lockPerson(personId);
		const person = await tx.identity.findPerson(personId);
		if (person === undefined) return refuse('not_found');
		const grant = {
			role: 'administrator',
			scope: { type: 'all' },
			validFrom: await tx.clock.now(),
			validTo: null
		} as const;
		const fits = await fitsBeside(tx, personId, grant);
		if (!fits.ok) return fits;
		const grantId = ctx.app.ids.v7();
		await tx.identity.addTerminalProposal({ id: ctx.app.ids.v7(), personId, grantId, reason });
		// Without a beginning of its own: it starts by the clock of the database, after its proposal.
		const { role, scope } = grant;
		await tx.identity.addGrant({ id: grantId, personId, role, scope, grantedBy: null });
		await tx.identity.endSessions(account.id);
		const also = await readersAmong(tx, administrators);
		await mailGrant(ctx, tx, { key: grantId, person, ...grant, ended: false, by: [], also });
		note({ after: { grantId, ...grant, reason } });
		return ok({ name: person.fullName, grantId });
	});
}

async function readersAmong(tx: Tx, personIds: readonly string[]): Promise<PersonReader[]> {
	const found: PersonReader[] = [];
	for (const personId of new Set(personIds))
		found.push(...(await personToTell(tx, personId)).map((reader) => ({ ...reader, personId })));
	return found;
}
