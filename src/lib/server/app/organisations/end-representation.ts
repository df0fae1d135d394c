import { mayCorrect, reasonOf } from '#lib/domain/organisations/standing.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context, Verb } from '../use-case.ts';
import { holdForRuling } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import { sendInvitationOf } from './invite-member.ts';
import type { HeldOrganisation } from './standing-ports.ts';
import { mailRuling, tellDossiers } from './tell-ruling.ts';

/**
 * Ends what a person may do for an organisation, also the last representative: with an address, somebody else is asked
 * to represent it in the same act, so that no firm is locked out. Refuses those of `holdForRuling`,
 * `organisation_over`, `reason_missing`, `text_too_long`, `already_done`, those of `handOver`.
 */
export async function endRepresentation(
	ctx: Context,
	input: SeenOrganisation & {
		readonly grantId: string;
		readonly reason: string;
		/** Who is asked to represent it from now on; '' for nobody. */
		readonly handTo: string;
	}
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return transact(ctx, 'end_representation', object, async (verb) => {
		const { tx, note } = verb;
		const found = await holdForRuling(verb, input);
		if (!found.ok) return found;
		const organisation = found.value;
		const live = mayCorrect(organisation.standing);
		if (!live.ok) return live;
		const reason = reasonOf(input.reason);
		if (!reason.ok) return reason;
		const members = await tx.organisations.membersOf(organisation.id);
		const member = members.find(({ grantId }) => grantId === input.grantId);
		if (member === undefined) return refuse('already_done');

		const rulingId = ctx.app.ids.v7();
		const { id: organisationId, version } = organisation;
		await tx.standings.addRuling({
			id: rulingId,
			organisationId,
			version,
			kind: 'ended',
			reason: reason.value,
			personId: member.personId,
			ruledBy: actorId(ctx.actor),
			ruledAt: await tx.clock.now()
		});
		if ((await tx.identity.endGrant(member.grantId, member.personId)) === undefined)
			return refuse('already_done');
		if (member.accountId !== null) await tx.identity.endSessions(member.accountId);
		const handed =
			input.handTo === '' ? ok('') : await hand(ctx, verb, organisation, input.handTo, reason.value);
		if (!handed.ok) return handed;
		await tellDossiers(tx, organisationId, 'representation_ended');
		const facts = [['person', '', member.fullName]] as const;
		await mailRuling(ctx, tx, organisation, rulingId, { ruling: 'ended', reason: reason.value, facts }, [
			member.personId
		]);
		note({
			before: { personId: member.personId, role: member.role },
			after: { rulingId, reason: reason.value, handedTo: handed.value }
		});
		return ok(true);
	});
}

/**
 * Asks somebody to represent an organisation that has nobody, or nobody who answers. It begins with their acceptance.
 * Refuses those of `holdForRuling`, `organisation_over`, `reason_missing`, `text_too_long`, `email_…`,
 * `member_exists`, `invitation_waiting`.
 */
export async function handOver(
	ctx: Context,
	input: SeenOrganisation & { readonly handTo: string; readonly reason: string }
): Promise<Result<true>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return transact(ctx, 'hand_over_organisation', object, async (verb) => {
		const found = await holdForRuling(verb, input);
		if (!found.ok) return found;
		const live = mayCorrect(found.value.standing);
		if (!live.ok) return live;
		const reason = reasonOf(input.reason);
		if (!reason.ok) return reason;
		const handed = await hand(ctx, verb, found.value, input.handTo, reason.value);
		if (!handed.ok) return handed;
		verb.note({ after: { handedTo: handed.value, reason: reason.value } });
		return ok(true);
	});
}

async function hand(
	ctx: Context,
	{ tx }: Verb,
	{ id: organisationId, version }: HeldOrganisation,
	typed: string,
	reason: string
): Promise<Result<string>> {
	const email = parseEmail(typed, 'handTo');
	if (!email.ok) return email;
	const members = await tx.organisations.membersOf(organisationId);
	if (members.some((member) => member.email === email.value && member.role === 'representative'))
		return refuse('member_exists', { field: 'handTo' });
	const by = actorId(ctx.actor);
	await tx.standings.addRuling({
		id: ctx.app.ids.v7(),
		organisationId,
		version,
		kind: 'handed',
		reason,
		after: { email: email.value },
		ruledBy: by,
		ruledAt: await tx.clock.now()
	});
	const row = {
		organisationId,
		email: email.value,
		role: 'representative',
		invitedBy: by,
		byOffice: true
	} as const;
	const sent = await sendInvitationOf(ctx, tx, row);
	return sent.ok ? ok(email.value) : sent;
}
