import type { InvitePersonInput } from '#lib/contracts/identity/people.ts';
import { parseEmail, parsePhone } from '#lib/domain/shared/identity-numbers.ts';
import { collect, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { spendInvitation } from '../cases/identity/invitation-limits.ts';
import { makePerson, sendInvitation } from '../steps/identity/make-person.ts';

/**
 * Makes a person and an account for one of the office's people or an expert, and sends the link for a password.
 * The person has no role yet: an administrator grants one, a council appoints.
 * Refusals: `form_incomplete` with causes, `invitations_spent`, `email_taken`, `employer_unknown` (a tax code that is not here).
 */
export async function invitePerson(
	ctx: Context,
	input: InvitePersonInput
): Promise<Result<{ personId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const email = parseEmail(input.email, 'email');
	const phone: Result<string> = input.phone === '' ? ok('') : parsePhone(input.phone, 'phone');
	if (!email.ok || !phone.ok) return refuse('form_incomplete', { causes: collect([email, phone]) });
	const room = await spendInvitation(ctx, 'office', { by: actor.value.personId, to: [email.value] });
	if (!room.ok) return room;
	return transact(ctx, 'invite_person', { type: 'person', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('person.invite');
		if (!allowed.ok) return allowed;
		if ((await tx.identity.findAccountByEmail(email.value)) !== undefined)
			return refuse('email_taken', { field: 'email' });
		const employer = await employerOf(tx, input.employerTaxCode);
		if (!employer.ok) return employer;
		const personId = await makePerson(ctx, tx, {
			fullName: input.fullName,
			title: input.title,
			phone: phone.value,
			employerId: employer.value?.id ?? null,
			employerText: employer.value?.name ?? input.employerText,
			email: email.value,
			invitedBy: actor.value.name
		});
		note({
			objectId: personId,
			after: { fullName: input.fullName, email: email.value, employer: employer.value?.id }
		});
		return ok({ personId });
	});
}

async function employerOf(
	tx: Tx,
	taxCode: string
): Promise<Result<{ id: string; name: string } | undefined>> {
	if (taxCode === '') return ok(undefined);
	const employer = await tx.organisations.findProved(taxCode.replace(/\D/g, ''));
	return employer === undefined ? refuse('employer_unknown', { field: 'employerTaxCode' }) : ok(employer);
}

/** Sends the link again to a person who has not chosen a password. Refuses `state_forbids` when they have. */
export async function inviteAgain(ctx: Context, personId: string): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	return transact(ctx, 'invite_again', { type: 'person', id: personId }, async ({ tx, permit }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		const person = await tx.identity.findPerson(personId);
		if (person?.account === undefined) return refuse('not_found');
		const { account } = person;
		if (account.passwordHash !== '') return refuse('state_forbids');
		const room = await spendInvitation(ctx, 'office', { by: actor.value.personId, to: [account.email] });
		if (!room.ok) return room;
		await sendInvitation(
			ctx,
			tx,
			{ accountId: account.id, email: account.email, fullName: person.fullName, locale: account.locale },
			{ invitedBy: actor.value.name }
		);
		return ok(true);
	});
}
