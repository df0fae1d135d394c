import { canonicalBudget } from '#lib/domain/budgets/canonical.ts';
import type { ComputedLine } from '#lib/domain/budgets/line.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { caseOf } from '../../cases/applications/application-case.ts';
import type { Tx } from '../../ports.ts';
import { toStored, workingBudget } from '../../cases/budgets/requested-budget.ts';

export interface FrozenBudget {
	/** Every line with its figures, the management line included. */
	readonly lines: readonly ComputedLine[];
	/** đồng */
	readonly stateTotal: bigint;
	readonly ownTotal: bigint;
	/** The object that the revision carries ("chuan.budget/1"); null where the programme has no budget of its own. */
	readonly canonical: JsonValue;
}

const NO_BUDGET: FrozenBudget = { lines: [], stateTotal: 0n, ownTotal: 0n, canonical: null };

/**
 * Freezes the working budget as part of a submission, in its transaction and under the application's lock.
 * `caseCode` is the code of the case where it is given only now. A budget that did not change since the last
 * submission is frozen already and comes back as it is. A programme without budget tables has nothing to freeze.
 * Refusals: `budget_empty`, `budget_not_complete` with every problem at its field.
 */
export async function freezeRequestedBudget(
	tx: Tx,
	applicationId: string,
	caseCode?: string
): Promise<Result<FrozenBudget>> {
	const application = await tx.applications.find(applicationId);
	if (application === undefined) return refuse('not_found');
	const { definition, call } = await caseOf(tx, application);
	const working = await workingBudget(tx, applicationId, definition.document, call);
	if (working === null) return ok(NO_BUDGET);
	const { version, computed, lines } = working;
	if (version === undefined || lines.length === 0) return refuse('budget_empty');

	const canonical = canonicalBudget(computed, {
		caseCode: caseCode ?? application.code ?? applicationId,
		side: 'requested'
	});
	if (!canonical.ok) return canonical;
	const frozen: FrozenBudget = {
		lines: computed.lines,
		stateTotal: computed.totals.state,
		ownTotal: computed.totals.own,
		canonical: canonical.value
	};
	if (version.frozenAt !== null) return ok(frozen);

	// Written again with its figures: the rows of the frozen version are what prints and searches read.
	await tx.budgets.upsertLines(
		version.id,
		computed.lines.map((line) => toStored(line))
	);
	const settled = await tx.budgets.settle(version, {
		stateTotal: frozen.stateTotal,
		ownTotal: frozen.ownTotal,
		justifications: version.justifications,
		canonical: canonicalJson(canonical.value)
	});
	if (!settled) return refuse('stale_version');
	await tx.budgets.freeze(version.id);
	return ok(frozen);
}
