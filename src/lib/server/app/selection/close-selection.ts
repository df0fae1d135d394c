import type { SelectionOutcome } from '#lib/domain/selection/envelope.ts';
import type { ApplicationEvent } from '#lib/domain/workflow/application.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { startAppraisal } from '../steps/budgets/start-appraisal.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { checkChoices } from './save-selection.ts';
import { loadSelection } from './selection-case.ts';

const EVENT: Readonly<Record<SelectionOutcome, ApplicationEvent>> = {
	recommended: 'recommend',
	reserve: 'hold_in_reserve',
	not_recommended: 'not_recommend'
};

/**
 * Closes the selection that was saved: every application gets its outcome, the recommended ones their appraisal, the
 * call is `selected`. Refuses `selection_not_saved`, `selection_closed`, `selection_refused` (what was saved no longer
 * holds), `stale_version`, what `startAppraisal` refuses, `not_found`.
 */
export async function closeSelection(
	ctx: Context,
	input: { readonly callCode: string; readonly version: number }
): Promise<Result<{ readonly recommended: number }>> {
	const about: AuditedObject = { type: 'call', id: '' };
	return transact(ctx, 'close_selection', about, async (verb) => {
		const held = await permittedCall(verb, input.callCode, 'selection.close');
		if (!held.ok) return held;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const call = held.value;
		const { tx, note } = verb;
		const loaded = await loadSelection(tx, call);
		if (!loaded.ok) return loaded;
		const found = loaded.value;
		const { selection, items, applications, flow } = found;
		if (selection === undefined) return refuse('selection_not_saved');
		if (selection.state === 'closed') return refuse('selection_closed');
		const checked = checkChoices(found, items);
		if (!checked.ok) return checked;
		const next = advance(flow.call, call.state, 'close_selection');
		if (!next.ok) return next;
		const at = await tx.clock.now();
		const seen = { id: selection.id, version: input.version };
		if (!(await tx.selection.close(seen, at, person.value.personId))) return refuse('stale_version');

		const withMoney = flow.paid;
		const recommended: string[] = [];
		for (const row of checked.value.rows) {
			const application = applications.find(({ id }) => id === row.applicationId);
			if (application === undefined) throw new Error(`${row.code} is gone`);
			const moved = advance(flow.application, application.state, EVENT[row.chosen]);
			if (!moved.ok) return moved;
			if (!(await tx.applications.advance(application, moved.value))) return refuse('stale_version');
			if (row.chosen === 'recommended') recommended.push(row.applicationId);
		}
		await tx.timeline.appendMany(
			checked.value.rows.map(({ applicationId, chosen }) => ({
				applicationId,
				kind: `selection_${chosen}`,
				// The applicant learns the outcome from the decision and its letter.
				audience: 'office' as const
			}))
		);
		for (const applicationId of withMoney ? recommended : []) {
			const started = await startAppraisal(tx, ctx, applicationId);
			if (!started.ok) return started;
		}
		if (!(await tx.calls.advance(call, next.value))) return refuse('stale_version');
		note({ before: { state: call.state }, after: { state: next.value, recommended } });
		return ok({ recommended: recommended.length });
	});
}
