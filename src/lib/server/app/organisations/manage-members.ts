import type { MemberInput } from '#lib/contracts/organisations/organisation.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { makePerson, sendInvitation } from '../identity/invite-person.ts';
import { addressOf, languageOf, post } from '../identity/links.ts';
import type { AccountRow } from '../identity/ports.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Lets a person act for the organisation. Someone without an account is invited to make one; someone with one is
 * told and signs in again. The answer is the same for both.
 * Refusals: `not_found`, `email_…`, `member_name_missing` (new person), `member_exists`.
 */
export async function addMember(
	ctx: Context,
	input: MemberInput & { readonly organisationId: string }
): Promise<Result<{ email: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	if (input.fullName === '') return refuse('member_name_missing', { field: 'fullName' });
	const { organisationId, role } = input;
	return transact(
		ctx,
		'add_member',
		{ type: 'organisation', id: organisationId },
		async ({ tx, permit, note }) => {
			const allowed = permit('organisation.members', { organisationId });
			if (!allowed.ok) return allowed;
			const organisation = isUuid(organisationId) && (await tx.organisations.lock(organisationId));
			const row = organisation ? await tx.organisations.find(organisationId) : undefined;
			if (row === undefined) return refuse('not_found');
			const account = await tx.identity.findAccountByEmail(email.value);
			const members = await tx.organisations.membersOf(organisationId);
			const same = members.find(({ personId }) => personId === account?.personId);
			if (same?.role === role) return refuse('member_exists', { field: 'email' });
			const from = { invitedBy: actor.value.name, organisation: row.name };
			const personId =
				account === undefined
					? await makePerson(ctx, tx, {
							...from,
							fullName: input.fullName,
							title: '',
							phone: '',
							employerId: null,
							employerText: row.name,
							email: email.value
						})
					: account.personId;
			if (same !== undefined) {
				if (same.role === 'representative' && lastRepresentative(members, same.personId))
					return refuse('last_representative');
				await tx.identity.endGrant(same.grantId, personId);
			}
			const scope = { type: 'organisation', id: organisationId } as const;
			await tx.identity.addGrant({ personId, role, scope, grantedBy: actor.value.personId });
			if (account !== undefined) await tellMember(ctx, tx, account, { ...from, role });
			note({ after: { personId, role } });
			return ok({ email: email.value });
		}
	);
}

/** Whoever has a proved address is told; whoever has not gets the link that proves it, and chooses a password anew. */
async function tellMember(
	ctx: Context,
	tx: Tx,
	account: AccountRow,
	from: {
		readonly invitedBy: string;
		readonly organisation: string;
		readonly role: 'representative' | 'editor';
	}
): Promise<void> {
	const person = await tx.identity.findPerson(account.personId);
	if (person === undefined) return;
	await tx.identity.endSessions(account.id);
	const to = {
		accountId: account.id,
		email: account.email,
		fullName: person.fullName,
		locale: account.locale
	};
	if (account.emailVerifiedAt === null) {
		// The password may be that of a stranger who typed this address at sign-up.
		await tx.identity.setPassword(account.id, '');
		await sendInvitation(ctx, tx, to, from);
		return;
	}
	const language = languageOf(account.locale);
	const role =
		from.role === 'representative'
			? m.access_role_representative({}, { locale: language })
			: m.access_role_editor({}, { locale: language });
	const letter = ctx.app.letters.membership(
		{
			...from,
			name: person.fullName,
			role: role.toLocaleLowerCase(language),
			url: addressOf(ctx, '/ho-so', language)
		},
		language
	);
	await post(
		tx,
		{ email: account.email, name: person.fullName, language },
		`member:${ctx.app.ids.v4()}`,
		letter
	);
}

function lastRepresentative(
	members: readonly { role: string; personId: string }[],
	personId: string
): boolean {
	return !members.some((member) => member.role === 'representative' && member.personId !== personId);
}

/**
 * Ends what a person may do for the organisation, now; their sessions end too.
 * Refusals: `not_found`, `last_representative`, `already_done`.
 */
export async function removeMember(
	ctx: Context,
	input: { readonly organisationId: string; readonly grantId: string }
): Promise<Result<true>> {
	const { organisationId, grantId } = input;
	return transact(
		ctx,
		'remove_member',
		{ type: 'organisation', id: organisationId },
		async ({ tx, permit, note }) => {
			const allowed = permit('organisation.members', { organisationId });
			if (!allowed.ok) return allowed;
			if (!isUuid(organisationId) || !(await tx.organisations.lock(organisationId)))
				return refuse('not_found');
			const members = await tx.organisations.membersOf(organisationId);
			const member = members.find((candidate) => candidate.grantId === grantId);
			if (member === undefined) return refuse('not_found');
			if (member.role === 'representative' && lastRepresentative(members, member.personId))
				return refuse('last_representative');
			const ended = await tx.identity.endGrant(grantId, member.personId);
			if (ended === undefined) return refuse('already_done');
			if (member.accountId !== null) await tx.identity.endSessions(member.accountId);
			note({ before: { personId: member.personId, role: member.role } });
			return ok(true);
		}
	);
}
