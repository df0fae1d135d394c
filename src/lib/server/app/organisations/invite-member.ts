import { can } from '#lib/domain/access/policy.ts';
import type { MemberInput } from '#lib/contracts/organisations/organisation.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { spendInvitation } from '../cases/identity/invitation-limits.ts';
import { membershipAsked } from '../mail/letters/ties.ts';
import { languageOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { InvitationRow } from '../ties/ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';

/** How long an invitation waits for its answer. */
export const MEMBERSHIP_DAYS = 14;

/**
 * Asks somebody to act for the organisation. Nothing changes for them before they accept, and the answer is the same
 * whether or not the address has an account. Refuses `not_found`, `email_…`, `member_exists`, `invitation_waiting`,
 * `invitations_spent`.
 */
export async function inviteMember(
	ctx: Context,
	input: MemberInput & { readonly organisationId: string }
): Promise<Result<{ readonly email: string; readonly invitationId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	const { organisationId, role } = input;
	// Who may not invite for it spends nothing of the organisation's, and is refused below.
	if (can(ctx.actor, 'organisation.members', { organisationId }).ok) {
		const by = actor.value.personId;
		const room = await spendInvitation(ctx, 'membership', { by, about: organisationId, to: [email.value] });
		if (!room.ok) return room;
	}
	return transact(
		ctx,
		'invite_member',
		{ type: 'organisation', id: organisationId },
		async ({ tx, permit, note }) => {
			const allowed = permit('organisation.members', { organisationId });
			if (!allowed.ok) return allowed;
			if (!isUuid(organisationId) || !(await tx.organisations.lock(organisationId)))
				return refuse('not_found');
			const account = await tx.identity.findAccountByEmail(email.value);
			const members = await tx.organisations.membersOf(organisationId);
			const same = members.find(({ personId }) => personId === account?.personId);
			if (same?.role === role) return refuse('member_exists', { field: 'email' });
			const invited = await sendInvitationOf(ctx, tx, {
				organisationId,
				email: email.value,
				role,
				invitedBy: actor.value.personId,
				byOffice: false
			});
			if (!invited.ok) return invited;
			note({ after: { invitationId: invited.value.id, email: email.value, role } });
			return ok({ email: email.value, invitationId: invited.value.id });
		}
	);
}

/** Writes the invitation and its letter. One that has expired unanswered makes room. Refuses `invitation_waiting`. */
export async function sendInvitationOf(
	ctx: Context,
	tx: Tx,
	row: Pick<InvitationRow, 'organisationId' | 'email' | 'role' | 'invitedBy' | 'byOffice'>
): Promise<Result<{ readonly id: string }>> {
	const at = await tx.clock.now();
	const open = await tx.ties.openInvitation(row.organisationId, row.email);
	if (open !== undefined) {
		if (open.expiresAt > at) return refuse('invitation_waiting', { field: 'email' });
		await tx.ties.withdraw(open.id, at);
		await tx.ties.settle(open, { state: 'taken_back', at });
	}
	const id = ctx.app.ids.v4();
	const expiresAt = new Date(at.getTime() + MEMBERSHIP_DAYS * 86_400_000);
	await tx.ties.invite({ ...row, id, invitedAt: at, expiresAt });
	const made = await tx.ties.invitation(id);
	if (made === undefined) throw new Error(`invitation ${id} is gone`);
	await mailInvitation(ctx, tx, made);
	return ok({ id });
}

async function mailInvitation(ctx: Context, tx: Tx, invitation: InvitationRow): Promise<void> {
	const account = await tx.identity.findAccountByEmail(invitation.email);
	if (account !== undefined && account.disabledAt !== null) return;
	const known = account?.emailVerifiedAt ? await tx.identity.findPerson(account.personId) : undefined;
	const locale = account === undefined ? ctx.locale : languageOf(account.locale);
	const { id, email, inviter: by, organisation, role } = invitation;
	await tell(ctx, tx, {
		to: [{ email, name: known?.fullName ?? '', locale }],
		key: `membership:${id}`,
		letter: membershipAsked({
			known: known !== undefined,
			by,
			organisation,
			role,
			path: `/loi-moi/${id}`,
			validDays: MEMBERSHIP_DAYS
		})
	});
}

/** Takes an open invitation back. Refuses `not_found`, `invitation_over` (it was answered meanwhile). */
export async function takeBackInvitation(
	ctx: Context,
	input: { readonly organisationId: string; readonly invitationId: string }
): Promise<Result<true>> {
	const { organisationId, invitationId } = input;
	const object: AuditedObject = { type: 'membership_invitation', id: invitationId };
	return transact(ctx, 'take_back_invitation', object, async ({ tx, permit, note }) => {
		const allowed = permit('organisation.members', { organisationId });
		if (!allowed.ok) return allowed;
		const held = isUuid(invitationId) ? await tx.ties.holdInvitation(invitationId) : undefined;
		if (held?.organisationId !== organisationId) return refuse('not_found');
		if (held.state !== 'waiting' && held.state !== 'under_ruling') return refuse('invitation_over');
		const at = await tx.clock.now();
		await tx.ties.withdraw(invitationId, at);
		if (!(await tx.ties.settle(held, { state: 'taken_back', at }))) return refuse('invitation_over');
		note({ before: { email: held.email, role: held.role } });
		return ok(true);
	});
}
