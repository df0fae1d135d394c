import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { startAppraisal } from '../budgets/start-appraisal.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { TallyRow } from './ports.ts';
import type { SessionCase } from './session-case.ts';

/**
 * Where the council decides, the closing of its session ends what it does not recommend and opens the appraisal of what
 * it does; elsewhere a selection follows and nothing happens here. Gives the ids of the recommended. Refuses what
 * `startAppraisal` refuses, `state_forbids`, `stale_version`.
 */
export async function concludeCases(
	tx: Tx,
	ctx: Context,
	{ record, applications }: SessionCase,
	tallies: readonly TallyRow[]
): Promise<Result<readonly string[]>> {
	const { flow } = record;
	if (flow.decides !== 'by_council') return ok([]);
	const recommended: string[] = [];
	for (const application of applications) {
		const tally = tallies.find(({ applicationId }) => applicationId === application.id);
		if (tally === undefined) throw new Error(`${application.code} has no tally`);
		const goesOn = tally.outcome === 'recommended';
		const next = advance(flow.application, application.state, goesOn ? 'recommend' : 'not_recommend');
		if (!next.ok) return next;
		if (!(await tx.applications.advance(application, next.value))) return refuse('stale_version');
		if (goesOn) recommended.push(application.id);
	}
	await tx.timeline.appendMany(
		applications.map(({ id }) => ({
			applicationId: id,
			kind: recommended.includes(id) ? 'council_recommended' : 'council_not_recommended',
			// The applicant learns the outcome from the decision and its letter.
			audience: 'office' as const
		}))
	);
	for (const applicationId of flow.paid ? recommended : []) {
		const started = await startAppraisal(tx, ctx, applicationId);
		if (!started.ok) return started;
	}
	return ok(recommended);
}
