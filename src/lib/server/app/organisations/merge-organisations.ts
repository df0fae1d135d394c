import { mayMerge, reasonOf } from '#lib/domain/organisations/standing.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { actorId, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { holdForRuling } from './hold-for-ruling.ts';
import type { SeenOrganisation } from './hold-for-ruling.ts';
import type { MemberRow } from './ports.ts';
import type { HeldOrganisation } from './standing-ports.ts';
import { mailRuling, tellDossiers } from './tell-ruling.ts';

/**
 * Merges two registrations of one firm: dossiers, drafts, proposals, employment and history go on under the other;
 * submitted copies stay as they are. Its people move along or are ended, as the office says. Refuses those of
 * `holdForRuling` and `mayMerge`, `reason_missing`, `text_too_long`, `merge_two_dossiers` (both have one in a lot that
 * takes one), `merge_member_judges` {name} (would be tied to the other's case in the middle of its review).
 */
export async function mergeOrganisations(
	ctx: Context,
	input: SeenOrganisation & {
		readonly intoId: string;
		/** What becomes of the people of the one that goes. */
		readonly members: 'move' | 'end';
		readonly reason: string;
	}
): Promise<Result<{ readonly dossiers: number }>> {
	const object: AuditedObject = { type: 'organisation', id: input.organisationId };
	return transact(ctx, 'merge_organisations', object, async (verb) => {
		const { tx, permit, note } = verb;
		const found = await holdForRuling(verb, input);
		if (!found.ok) return found;
		const allowed = permit('organisation.rule', { organisationId: input.intoId });
		if (!allowed.ok) return allowed;
		const into = isUuid(input.intoId) ? await tx.standings.hold(input.intoId, 'update') : undefined;
		if (into === undefined) return refuse('not_found');
		const from = found.value;
		const may = mayMerge(from, into);
		if (!may.ok) return may;
		const reason = reasonOf(input.reason);
		if (!reason.ok) return reason;
		if (await tx.standings.dossiersClash(from.id, into.id)) return refuse('merge_two_dossiers');
		const [leaving, staying] = [
			await tx.organisations.membersOf(from.id),
			await tx.organisations.membersOf(into.id)
		];
		const judge = await whoJudges(tx, [
			...leaving.map((one) => [one, into] as const),
			...staying.map((one) => [one, from] as const)
		]);
		if (judge !== undefined) return refuse('merge_member_judges', { params: { name: judge.fullName } });

		const rulingId = ctx.app.ids.v7();
		await tx.standings.addRuling({
			id: rulingId,
			organisationId: from.id,
			version: from.version,
			kind: 'merged',
			reason: reason.value,
			otherId: into.id,
			ruledBy: actorId(ctx.actor),
			ruledAt: await tx.clock.now()
		});
		await mailRuling(
			ctx,
			tx,
			from,
			rulingId,
			{ ruling: 'merged', reason: reason.value, facts: [['into', '', into.name]] },
			staying.flatMap(({ role, personId }) => (role === 'representative' ? [personId] : []))
		);
		const to = { standing: 'merged', rulingId, mergedIntoId: into.id } as const;
		if (!(await tx.standings.settle(from, to))) return refuse('stale_version');
		await tellDossiers(tx, from.id, 'organisation_merged', { name: into.name });
		const dossiers = await tx.standings.moveHoldings(from.id, into.id);
		await takeBackInvitations(tx, from.id);
		await tx.standings.endChange(from.id, { state: 'withdrawn' });
		const moved = await settleMembers(tx, {
			leaving,
			staying,
			into,
			move: input.members === 'move',
			by: actorId(ctx.actor)
		});
		note({
			before: {
				organisationId: from.id,
				standing: from.standing,
				members: leaving.map(({ personId }) => personId)
			},
			after: { into: into.id, rulingId, reason: reason.value, dossiers, moved }
		});
		return ok({ dossiers: dossiers.length });
	});
}

/** Somebody who is of the one and judges a case of the other on a seated council. */
async function whoJudges(
	tx: Tx,
	pairs: readonly (readonly [MemberRow, HeldOrganisation])[]
): Promise<MemberRow | undefined> {
	for (const [member, other] of pairs) {
		const seats = await tx.ties.seatsFor(member.personId, other.id);
		if (seats.some(({ judgesTheOrganisation }) => judgesTheOrganisation)) return member;
	}
	return undefined;
}

async function takeBackInvitations(tx: Tx, organisationId: string): Promise<void> {
	const at = await tx.clock.now();
	for (const id of await tx.standings.openInvitations(organisationId)) {
		const held = await tx.ties.holdInvitation(id);
		if (held?.state !== 'waiting' && held?.state !== 'under_ruling') continue;
		await tx.ties.withdraw(id, at);
		await tx.ties.settle(held, { state: 'taken_back', at });
	}
}

/** Ends the memberships of the one that goes; gives whose went on in the other. */
async function settleMembers(
	tx: Tx,
	{
		leaving,
		staying,
		into,
		move,
		by
	}: {
		readonly leaving: readonly MemberRow[];
		readonly staying: readonly MemberRow[];
		readonly into: HeldOrganisation;
		readonly move: boolean;
		readonly by: string;
	}
): Promise<string[]> {
	const moved: string[] = [];
	for (const { grantId, personId, accountId, role } of leaving) {
		await tx.identity.endGrant(grantId, personId);
		if (accountId !== null) await tx.identity.endSessions(accountId);
		if (!move || staying.some((member) => member.personId === personId)) continue;
		await tx.identity.addGrant({
			personId,
			role,
			scope: { type: 'organisation', id: into.id },
			grantedBy: by
		});
		moved.push(personId);
	}
	return moved;
}
