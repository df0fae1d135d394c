import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { OfficeEvent } from '#lib/domain/generated/names.ts';
import type { ApplicationEvent } from '#lib/domain/workflow/application.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { startAppraisal } from '../steps/budgets/start-appraisal.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { TallyRow } from './ports.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';

interface Conclusion {
	readonly goesOn: (tally: TallyRow) => boolean;
	readonly events: readonly [on: ApplicationEvent, ends: ApplicationEvent];
	readonly told: readonly [on: OfficeEvent, ends: OfficeEvent];
}

const SCREENED: Conclusion = {
	goesOn: ({ passed }) => passed,
	events: ['pass_screening', 'fail_screening'],
	told: ['screening_passed', 'screening_failed']
};
const DECIDED: Conclusion = {
	goesOn: ({ outcome }) => outcome === 'recommended',
	events: ['recommend', 'not_recommend'],
	told: ['council_recommended', 'council_not_recommended']
};

/**
 * What the closing of a session settles. A council that screens lets pass what reached its threshold and ends the rest.
 * Where a council decides, what it does not recommend ends and the appraisal of what it does is opened; elsewhere a
 * selection follows and nothing happens here. Gives the ids of what goes on. Refuses what `startAppraisal` refuses,
 * `state_forbids`, `stale_version`.
 */
export async function concludeCases(
	tx: Tx,
	ctx: Context,
	{ session, record, applications }: SessionCase,
	tallies: readonly TallyRow[]
): Promise<Result<readonly string[]>> {
	const { flow } = record;
	const screens = session.stage !== DECIDING;
	if (!screens && flow.decides !== 'by_council') return ok([]);
	const { goesOn, events, told } = screens ? SCREENED : DECIDED;
	const passed: string[] = [];
	for (const application of applications) {
		const tally = tallies.find(({ applicationId }) => applicationId === application.id);
		if (tally === undefined) throw new Error(`${application.code} has no tally`);
		const on = goesOn(tally);
		const next = advance(flow.application, application.state, events[on ? 0 : 1]);
		if (!next.ok) return next;
		if (!(await tx.applications.advance(application, next.value))) return refuse('stale_version');
		if (on) passed.push(application.id);
	}
	await tx.timeline.appendMany(
		applications.map(({ id }) => ({
			applicationId: id,
			kind: told[passed.includes(id) ? 0 : 1],
			// The applicant learns the outcome from the decision and its letter.
			audience: 'office' as const
		}))
	);
	for (const applicationId of flow.paid && !screens ? passed : []) {
		const started = await startAppraisal(tx, ctx, applicationId);
		if (!started.ok) return started;
	}
	return ok(passed);
}
