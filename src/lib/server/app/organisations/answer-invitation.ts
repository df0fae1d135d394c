import { isStaff } from '#lib/domain/access/actor.ts';
import { findingsOnAcceptance, mayAnswer } from '#lib/domain/access/late-ties.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { beginMembership, mailInviter } from '../steps/ties/begin-membership.ts';
import { mailTieFound } from '../steps/ties/mail-tie.ts';
import type { InvitationRow } from '../ties/ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context, Verb } from '../use-case.ts';

/** What an acceptance led to. */
export type Accepted = 'in_force' | 'under_ruling';

/** The invitation held for the person whose proved address it was sent to. Refuses `not_found` to everybody else. */
async function heldFor(ctx: Context, { tx, permit }: Verb, id: string): Promise<Result<InvitationRow>> {
	const allowed = permit('invitation.answer');
	if (!allowed.ok) return allowed;
	const person = personOf(ctx);
	if (!person.ok) return person;
	// Appointments lock the person too: a seat is either known here, or sees the membership that began.
	await tx.identity.lockPerson(person.value.personId);
	const held = isUuid(id) ? await tx.ties.holdInvitation(id) : undefined;
	const account = await tx.identity.findAccount(person.value.accountId);
	const addressed = held?.email === account?.email && account?.emailVerifiedAt !== null;
	return held === undefined || !addressed ? refuse('not_found') : ok(held);
}

/**
 * Accepts: the membership begins, unless the person judges a case of the organisation or works for the office. Then it
 * waits for a ruling, and until then nothing changes: no grant, no recusal, no task. Refuses `not_found`,
 * `invitation_over`, `invitation_expired`, `invitation_under_ruling`, `last_representative`, `organisation_gone`.
 */
export async function acceptInvitation(ctx: Context, invitationId: string): Promise<Result<Accepted>> {
	const object: AuditedObject = { type: 'membership_invitation', id: invitationId };
	return transact(ctx, 'accept_invitation', object, async (verb) => {
		const { tx, note } = verb;
		const held = await heldFor(ctx, verb, invitationId);
		if (!held.ok) return held;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const invitation = held.value;
		const at = await tx.clock.now();
		const open = mayAnswer(invitation.state, invitation.expiresAt, at);
		if (!open.ok) return open;
		const { personId } = person.value;
		const { organisationId } = invitation;
		// Read in the transaction: a role that was given meanwhile counts.
		const now = await tx.identity.loadPerson(person.value.accountId);
		if (now === undefined) return refuse('not_found');
		const parts = findingsOnAcceptance({
			staff: isStaff(now),
			seats: await tx.ties.seatsFor(personId, organisationId)
		});
		if (parts.length === 0) {
			const begun = await beginMembership(ctx, tx, invitation, personId, at);
			if (!begun.ok) return begun;
			note({ after: { organisationId, role: invitation.role, state: 'in_force' } });
			return ok('in_force');
		}
		if (!(await tx.ties.settle(invitation, { state: 'under_ruling', personId, at })))
			return refuse('invitation_over');
		const rows = parts.map((part) => ({ ...part, id: ctx.app.ids.v4() }));
		await tx.ties.find({ invitationId, personId, organisationId }, rows, at);
		for (const finding of await tx.ties.findingsOf(invitationId)) {
			await mailTieFound(ctx, tx, finding);
			const cases = finding.part === 'seat' ? await tx.ties.casesOf(finding) : [];
			await tx.timeline.appendMany(
				cases.map((applicationId) => ({ applicationId, kind: 'tie_found', audience: 'office' }))
			);
		}
		note({
			after: {
				organisationId,
				role: invitation.role,
				state: 'under_ruling',
				findings: rows.map(({ id, part }) => ({ id, part }))
			}
		});
		return ok('under_ruling');
	});
}

/**
 * Declines, or takes back an acceptance that still waits for its ruling. Refuses `not_found`, `invitation_over`.
 */
export async function declineInvitation(ctx: Context, invitationId: string): Promise<Result<true>> {
	const object: AuditedObject = { type: 'membership_invitation', id: invitationId };
	return transact(ctx, 'decline_invitation', object, async (verb) => {
		const { tx, note } = verb;
		const held = await heldFor(ctx, verb, invitationId);
		if (!held.ok) return held;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const invitation = held.value;
		if (invitation.state !== 'waiting' && invitation.state !== 'under_ruling')
			return refuse('invitation_over');
		const at = await tx.clock.now();
		await tx.ties.withdraw(invitationId, at);
		const declined = { state: 'declined', personId: person.value.personId, at } as const;
		if (!(await tx.ties.settle(invitation, declined))) return refuse('invitation_over');
		await mailInviter(ctx, tx, invitation, false);
		note({ before: { state: invitation.state }, after: { state: 'declined' } });
		return ok(true);
	});
}
