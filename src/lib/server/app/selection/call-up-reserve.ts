import { advance } from '#lib/domain/flow/machine.ts';
import { nextInReserve } from '#lib/domain/selection/after-selection.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { startAppraisal } from '../steps/budgets/start-appraisal.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { changingSelection, keepSelectionChange, tellSelectionChange } from './change-selection.ts';
import type { SelectionChange } from './change-selection.ts';
import { decidedByChanging } from './decided-figures.ts';

/**
 * The next in reserve takes the place of a chosen dossier that withdrew or went without money; its appraisal begins as
 * if it had been chosen. Refuses those of `nextInReserve`, `reserve_not_next` {code of the next}, `envelope_missing`,
 * those of `changingSelection`, of `decideAct` and of `startAppraisal`.
 */
export async function callUpReserve(
	ctx: Context,
	input: SelectionChange
): Promise<Result<{ readonly code: string }>> {
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'call_up_reserve', about, async (verb) => {
		const held = await changingSelection(verb, input);
		if (!held.ok) return held;
		const changing = held.value;
		const { found, application, dossiers } = changing;
		const { tx, note } = verb;
		const { envelope } = found.call;
		if (envelope === null) return refuse('envelope_missing');
		const perLot = found.rules.maxRecommendedPerLot?.value ?? null;
		const first = nextInReserve(dossiers, { envelope, perLot });
		if (!first.ok) return first;
		const { code, applicationId } = first.value;
		if (applicationId !== application.id) return refuse('reserve_not_next', { params: { code } });
		const next = advance(found.flow.application, application.state, 'recommend');
		if (!next.ok) return next;
		const decided = await verb.decide(decidedByChanging(first.value, input.decision));
		if (!decided.ok) return decided;
		const change = { kind: 'call_up', decision: input.decision } as const;
		await keepSelectionChange(ctx, verb, changing, change);
		if (!(await tx.applications.advance(application, next.value))) return refuse('stale_version');
		await tellSelectionChange(ctx, verb, changing, change);
		if (found.flow.paid) {
			const started = await startAppraisal(tx, ctx, application.id);
			if (!started.ok) return started;
		}
		note({
			objectId: application.id,
			onBehalfOf: application.organisationId,
			before: { state: application.state },
			after: { state: next.value, decision: input.decision }
		});
		return ok({ code });
	});
}
