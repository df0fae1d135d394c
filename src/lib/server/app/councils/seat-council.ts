import { flowOfCall } from '../calls/flow-of-call.ts';
import { compositionProblems } from '#lib/domain/councils/composition.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { advance, onlyStep } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow } from '../calls/ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { loadManagedCouncil } from './load-council.ts';
import { mailInvitation } from './mail-council.ts';

/**
 * What still stands in the way of the dossiers: `call_not_opened`, `no_valid_applications`,
 * `applications_unchecked` {count} (after seating, validity cannot be corrected any more).
 */
export function dossierProblems(
	call: Pick<CallRow, 'state'>,
	applications: readonly ApplicationRow[]
): Refusal[] {
	if (call.state !== 'opened') return [{ code: 'call_not_opened' }];
	const unchecked = applications.filter(({ state }) => state === 'submitted').length;
	const problems: Refusal[] = [];
	if (unchecked > 0) problems.push({ code: 'applications_unchecked', params: { count: String(unchecked) } });
	if (!applications.some(({ state }) => state === 'valid')) problems.push({ code: 'no_valid_applications' });
	return problems;
}

/**
 * Seats a council: its composition is that of the rule set in force, every dossier has been checked and one at
 * least is valid. The valid ones go under review, a session is planned for each of their lots, and the members are
 * invited to sign and declare. Refuses `council_cannot_be_seated` with every cause, `state_forbids`, `stale_version`,
 * `not_found`.
 */
export async function seatCouncil(
	ctx: Context,
	input: { readonly councilId: string; readonly version: number }
): Promise<Result<{ readonly applications: number; readonly sessions: number }>> {
	return transact(
		ctx,
		'seat_council',
		{ type: 'council', id: input.councilId },
		async ({ tx, permit, note }) => {
			const loaded = await loadManagedCouncil({ tx, permit }, input.councilId);
			if (!loaded.ok) return loaded;
			const { council, call } = loaded.value;
			const flow = await flowOfCall(tx, call);
			const next = advance(flow.council, council.state, 'seat');
			if (!next.ok) return next;
			const review = onlyStep(flow.application, 'review');
			if (!review.ok) return review;
			// Checks of validity hold the call shared, appointments hold the council: both are waited for.
			await tx.intake.lockCall(call.id, 'update');
			await tx.councils.lock(council.id);
			const definition = await tx.definitions.find(call.definitionId);
			if (definition === undefined) throw new Error(`call ${call.code} has no definition`);

			const members = (await tx.councils.members(council.id)).filter(({ endedAt }) => endedAt === null);
			const rules = rulesOn(definition.document.ruleSet, vietnamDateOf(await tx.clock.now()));
			const causes = [
				...compositionProblems(members, rules),
				...dossierProblems(call, await tx.applications.ofCall(call.id))
			];
			if (causes.length > 0) return refuse('council_cannot_be_seated', { causes });
			const seen = { id: council.id, version: input.version, state: council.state };
			if (!(await tx.councils.advance(seen, next.value))) return refuse('stale_version');

			const reviewed = await tx.councils.startReview(call.id, review.value);
			const lotIds = [...new Set(reviewed.map(({ lotId }) => lotId))];
			await tx.councils.planSessions(council.id, lotIds);
			await tx.timeline.appendMany(
				reviewed.map(({ id }) => ({ applicationId: id, kind: 'review_started', audience: 'both' }))
			);
			for (const member of members) {
				await mailInvitation(tx, ctx, member, council);
			}
			note({
				before: { state: council.state },
				after: { state: next.value, applications: reviewed.length, sessions: lotIds.length }
			});
			return ok({ applications: reviewed.length, sessions: lotIds.length });
		}
	);
}
