import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { appraisalCase } from '../cases/budgets/appraisal-case.ts';
import { releaseCommitment } from '../steps/funds/release-commitment.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context, Verb } from '../use-case.ts';
import { changingSelection, keepSelectionChange, tellSelectionChange } from './change-selection.ts';
import type { ChangingSelection, SelectionChange } from './change-selection.ts';
import { decidedByChanging } from './decided-figures.ts';

/**
 * A chosen dossier withdraws before the result is issued: its appraisal ends, and what was promised to it goes back to
 * the source by reversal. Refuses `state_forbids` (it holds no money), `stale_version`, those of `changingSelection`,
 * of `decideAct` and of `releaseCommitment`.
 */
export async function recordWithdrawal(
	ctx: Context,
	input: SelectionChange
): Promise<Result<{ readonly released: bigint | null }>> {
	const about: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'record_withdrawal', about, async (verb) => {
		const held = await changingSelection(verb, input);
		if (!held.ok) return held;
		const changing = held.value;
		const { found, application } = changing;
		const { tx, note } = verb;
		const next = advance(found.flow.application, application.state, 'give_up');
		if (!next.ok) return next;
		const decided = await verb.decide(decidedByChanging(changing.dossier, input.decision));
		if (!decided.ok) return decided;
		const change = { kind: 'withdrawal', decision: input.decision } as const;
		await keepSelectionChange(ctx, verb, changing, change);
		if (!(await tx.applications.withdraw(application, next.value))) return refuse('stale_version');
		const released = await endAppraisal(ctx, verb, changing, input);
		if (!released.ok) return released;
		await tellSelectionChange(ctx, verb, changing, change);
		note({
			objectId: application.id,
			onBehalfOf: application.organisationId,
			before: { state: application.state },
			after: { state: next.value, released: released.value, decision: input.decision }
		});
		return ok({ released: released.value });
	});
}

/** Nobody signs its budget any more. */
async function endAppraisal(
	ctx: Context,
	{ tx }: Verb,
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
