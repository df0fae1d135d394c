import { advance } from '#lib/domain/flow/machine.ts';
import type { SelectionChangeKind } from '#lib/domain/selection/after-selection.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { appraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { Tx } from '../ports.ts';
import { releaseCommitment } from '../steps/funds/release-commitment.ts';
import type { Context, Verb } from '../use-case.ts';
import { changingSelection, keepSelectionChange, tellSelectionChange } from './change-selection.ts';
import type { ChangingSelection, SelectionChange } from './change-selection.ts';
import { decidedByChanging } from './decided-figures.ts';

/** How a dossier leaves what was chosen: the step of its life, and how its row takes that. */
interface Leaving {
	readonly kind: Exclude<SelectionChangeKind, 'call_up'>;
	readonly event: 'give_up' | 'revoke';
	readonly leave: (
		tx: Tx,
		application: ChangingSelection['application'],
		to: ApplicationState
	) => Promise<boolean>;
}

/**
 * A dossier leaves what was chosen, before or after its result is issued: its appraisal ends, and what was promised to
 * it goes back to the source by reversal. Refuses `state_forbids` (it stands elsewhere), `stale_version`, those of
 * `changingSelection`, of `decideAct` and of `releaseCommitment`.
 */
export async function leaveSelection(
	ctx: Context,
	verb: Verb,
	input: SelectionChange,
	{ kind, event, leave }: Leaving
): Promise<Result<{ readonly released: bigint | null }>> {
	const held = await changingSelection(verb, input);
	if (!held.ok) return held;
	const changing = held.value;
	const { found, application } = changing;
	const { tx, note } = verb;
	const next = advance(found.flow.application, application.state, event);
	if (!next.ok) return next;
	const decided = await verb.decide(decidedByChanging(changing.dossier, input.decision));
	if (!decided.ok) return decided;
	const change = { kind, decision: input.decision };
	await keepSelectionChange(ctx, verb, changing, change);
	if (!(await leave(tx, application, next.value))) return refuse('stale_version');
	const released = await endAppraisal(ctx, tx, changing, input);
	if (!released.ok) return released;
	await tellSelectionChange(ctx, verb, changing, change);
	note({
		objectId: application.id,
		onBehalfOf: application.organisationId,
		before: { state: application.state },
		after: { state: next.value, released: released.value, decision: input.decision }
	});
	return ok({ released: released.value });
}

/** Nobody signs its budget any more. */
async function endAppraisal(
	ctx: Context,
	tx: Tx,
	{ found: { flow }, application }: ChangingSelection,
	{ decision }: SelectionChange
): Promise<Result<bigint | null>> {
	const known = await tx.budgets.appraisalOf(application.id);
	const opened = known === undefined ? undefined : await appraisalCase(tx, known.id);
	if (opened === undefined) return ok(null);
	const { appraisal, appraisedVersion } = opened;
	const next = advance(flow.appraisal, appraisal.state, 'give_up');
	if (!next.ok) return next;
	if (!(await tx.budgets.advanceAppraisal(appraisal, next.value))) return refuse('stale_version');
	const { hash } = appraisedVersion;
	return hash === null
		? ok(null)
		: releaseCommitment(ctx, tx, { applicationId: application.id, hash, decision });
}
