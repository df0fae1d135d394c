import { flowOfCall } from '../cases/calls/flow-of-call.ts';
import { compositionProblems } from '#lib/domain/councils/composition.ts';
import { DECIDING, JUDGED_IN, STAGE_EVENTS } from '#lib/domain/flow/council-stage.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import { councilRulesOn } from '#lib/domain/flow/stage-council.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { advance, onlyStep } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow } from '../calls/ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { loadManagedCouncil } from '../cases/councils/load-council.ts';
import { mailInvitation } from './mail-council.ts';

/**
 * What still stands in the way of the dossiers: `call_not_opened`, `no_valid_applications`,
 * `applications_unchecked` {count} (after seating, validity cannot be corrected any more), and before the second council
 * `applications_unscreened` {count}, `none_screened`.
 */
export function dossierProblems(
	call: Pick<CallRow, 'state'>,
	applications: readonly ApplicationRow[],
	{ from, screened }: { readonly from: ApplicationState; readonly screened: boolean }
): Refusal[] {
	if (call.state !== 'opened') return [{ code: 'call_not_opened' }];
	const inState = (...states: readonly ApplicationState[]): number =>
		applications.filter(({ state }) => states.includes(state)).length;
	const unchecked = inState('submitted');
	// Where another council judges first, it has concluded on every dossier.
	const unscreened = screened ? inState('valid', JUDGED_IN.screening) : 0;
	const problems: Refusal[] = [];
	if (unchecked > 0) problems.push({ code: 'applications_unchecked', params: { count: String(unchecked) } });
	if (unscreened > 0)
		problems.push({ code: 'applications_unscreened', params: { count: String(unscreened) } });
	else if (inState(from) === 0) problems.push({ code: screened ? 'none_screened' : 'no_valid_applications' });
	return problems;
}

/** The step that the seating of a stage's council makes of the dossiers that wait for it. */
export function seatingOf(
	flow: Flow,
	stage: CouncilStage
): Result<{ readonly from: ApplicationState; readonly to: ApplicationState; readonly screened: boolean }> {
	const step = onlyStep(flow.application, STAGE_EVENTS[stage].seat);
	return step.ok ? ok({ ...step.value, screened: flow.screens && stage === DECIDING }) : step;
}

/**
 * Seats a council: its composition is that of the rule set in force, every dossier has been checked and one at
 * least is valid. Those that wait for this council come before it, a session is planned for each of their lots, and the members are
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
			const review = seatingOf(flow, council.stage);
			if (!review.ok) return review;
			// Checks of validity hold the call shared, appointments hold the council: both are waited for.
			await tx.intake.lockCall(call.id, 'update');
			await tx.councils.lock(council.id);
			const definition = await tx.definitions.find(call.definitionId);
			if (definition === undefined) throw new Error(`call ${call.code} has no definition`);

			const members = (await tx.councils.members(council.id)).filter(({ endedAt }) => endedAt === null);
			const rules = councilRulesOn(definition.document, council.stage, vietnamDateOf(await tx.clock.now()));
			const causes = [
				...compositionProblems(members, rules),
				...dossierProblems(call, await tx.applications.ofCall(call.id), review.value)
			];
			if (causes.length > 0) return refuse('council_cannot_be_seated', { causes });
			const seen = { id: council.id, version: input.version, state: council.state };
			if (!(await tx.councils.advance(seen, next.value))) return refuse('stale_version');

			const reviewed = await tx.councils.startReview(call.id, review.value);
			const lotIds = [...new Set(reviewed.map(({ lotId }) => lotId))];
			await tx.councils.planSessions(council, lotIds);
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
