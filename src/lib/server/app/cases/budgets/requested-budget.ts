import type { Refusal } from '#lib/domain/shared/result.ts';
import { computeBudget } from '#lib/domain/budgets/engine.ts';
import type { ComputedBudget } from '#lib/domain/budgets/engine.ts';
import type { BudgetLine, ComputedLine } from '#lib/domain/budgets/line.ts';
import { isManagementLine } from '#lib/domain/budgets/line.ts';
import type { BudgetSummary } from '#lib/domain/definitions/completeness.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Repositories } from '../../ports.ts';
import { budgetSettingOf } from './budget-setting.ts';
import type { BudgetSetting } from './budget-setting.ts';
import type { BudgetVersionRow, StoredLine } from '../../budgets/ports.ts';

/** The newest requested version of an application: the working copy while it is edited. */
export async function latestRequested(
	read: Repositories,
	applicationId: string
): Promise<BudgetVersionRow | undefined> {
	return (await read.budgets.versions(applicationId)).find(({ stage }) => stage === 'requested');
}

/** The lines that people enter; the management line follows from them. */
export function enteredLines(stored: readonly StoredLine[]): BudgetLine[] {
	return stored.flatMap(({ line }) => (isManagementLine(line) ? [] : [line]));
}

/** A computed line as it is stored on the requested side, where nobody gives reasons. */
export function toStored(
	line: ComputedLine,
	reason: { code: string; note: string } = { code: '', note: '' }
): StoredLine {
	const missing = line.quantity === null || line.unitPrice === null;
	return {
		line,
		amount: missing ? null : line.amount,
		khoan: line.khoan,
		removed: false,
		reasonCode: reason.code,
		note: reason.note
	};
}

/** The working budget of an application with every figure; null where the form has no budget of its own. */
export async function workingBudget(
	read: Repositories,
	applicationId: string,
	definition: ProgrammeDefinition,
	call: CallRow
): Promise<{
	readonly setting: BudgetSetting;
	readonly version: BudgetVersionRow | undefined;
	readonly lines: readonly BudgetLine[];
	readonly computed: ComputedBudget;
} | null> {
	const setting = budgetSettingOf(definition, call);
	if (setting === null || setting.template.lines.kind !== 'budget_field') return null;
	const version = await latestRequested(read, applicationId);
	const lines = version === undefined ? [] : enteredLines(await read.budgets.lines(version.id));
	const computed = computeBudget(lines, setting.template, setting.rules, version?.justifications ?? {});
	return { setting, version, lines, computed };
}

/**
 * What the form and the list of missing things need to know of the budget; undefined where the form has none.
 * Checks that are broken or wait for a reason stand among the problems.
 */
export async function budgetSummaryOf(
	read: Repositories,
	applicationId: string,
	definition: ProgrammeDefinition,
	call: CallRow
): Promise<BudgetSummary | undefined> {
	const working = await workingBudget(read, applicationId, definition, call);
	if (working === null) return undefined;
	const { computed, lines } = working;
	return {
		state: computed.totals.state,
		own: computed.totals.own,
		lines: lines.length,
		problems: [
			...computed.problems,
			...computed.checks
				.filter(({ outcome }) => outcome === 'broken' || outcome === 'needs_justification')
				.map((check): Refusal => ({
					code: `budget_check_${check.code}`,
					params: { ...check.params, citation: check.citation }
				}))
		]
	};
}
