import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { membershipAnswered } from '../../mail/letters/ties.ts';
import { personToTell } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import type { InvitationRow } from '../../ties/ports.ts';

/**
 * The membership of an accepted invitation begins, in place of another role in the same organisation; who invited is
 * told. Refuses `last_representative`, `invitation_over`.
 */
export async function beginMembership(
	ctx: Context,
	tx: Tx,
	invitation: InvitationRow,
	personId: string,
	at: Date
): Promise<Result<true>> {
	const { organisationId, role, invitedBy } = invitation;
	await tx.organisations.lock(organisationId);
	const members = await tx.organisations.membersOf(organisationId);
	const before = members.find((member) => member.personId === personId);
	const others = members.filter((member) => member.personId !== personId);
	if (before?.role === 'representative' && !others.some((other) => other.role === 'representative'))
		return refuse('last_representative');
	const grantId = ctx.app.ids.v7();
	// The invitation first: the table of grants takes only what an accepted one names.
	if (!(await tx.ties.settle(invitation, { state: 'in_force', personId, at, grantId })))
		return refuse('invitation_over');
	if (before !== undefined) await tx.identity.endGrant(before.grantId, personId);
	const scope = { type: 'organisation', id: organisationId } as const;
	await tx.identity.addGrant({ id: grantId, personId, role, scope, grantedBy: invitedBy });
	await mailInviter(ctx, tx, invitation, true);
	return ok(true);
}

/** The answer, without its reason. */
export async function mailInviter(
	ctx: Context,
	tx: Tx,
	invitation: InvitationRow,
	accepted: boolean
): Promise<void> {
	const { email, organisation, organisationId } = invitation;
	const path = invitation.byOffice ? `/van-phong/don-vi/${organisationId}` : '/to-chuc/nguoi-dung';
	await tell(ctx, tx, {
		to: await personToTell(tx, invitation.invitedBy),
		key: `membership-answered:${invitation.id}`,
		letter: membershipAnswered({ email, organisation, accepted, path })
	});
}
