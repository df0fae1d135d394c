import sample from '../../../../world/budgets.json' with { type: 'json' };
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { AppraisalEdit } from './appraisal-edits.ts';
import { applyEdits } from './appraisal-edits.ts';
import type { Appraisal, AppraisalReasons } from './appraisal.ts';
import { appraise } from './appraisal.ts';
import { labourFromJson, lineFromJson } from './line-json.ts';
import type { BudgetLine } from './line.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

interface SampleDecision {
	readonly key: string;
	readonly reason: string;
	readonly note: string;
	readonly removed?: boolean;
	readonly quantity?: string;
	readonly unitPrice?: string;
	readonly labour?: unknown;
}

interface SampleBudget {
	readonly code: string;
	/** Another applicant for the same lot; absent for the host of the task list. */
	readonly applicant?: string;
	readonly months: number;
	readonly requested: readonly unknown[];
	readonly decisions?: readonly SampleDecision[];
	readonly khoanMethod?: string;
}

const BUDGETS: readonly SampleBudget[] = sample.budgets;

export function sampleBudget(code: string, applicant?: string): SampleBudget {
	const found = BUDGETS.find((budget) => budget.code === code && budget.applicant === applicant);
	if (found === undefined) throw new Error(`No sample budget ${code}`);
	return found;
}

export function requestedLines(budget: SampleBudget): readonly BudgetLine[] {
	return budget.requested.map((line) => must(lineFromJson(line)));
}

export function sampleEdits(budget: SampleBudget): readonly AppraisalEdit[] {
	return (budget.decisions ?? []).map((decision) => {
		const { key, removed, quantity, unitPrice, labour } = decision;
		if (removed === true) return { key, removed };
		return {
			key,
			...(quantity !== undefined && { quantity: must(decimalFromPlain(quantity)) }),
			...(unitPrice !== undefined && { unitPrice: BigInt(unitPrice) }),
			...present({ labour: labourFromJson(labour) })
		};
	});
}

export function sampleReasons(budget: SampleBudget): AppraisalReasons {
	return Object.fromEntries(
		(budget.decisions ?? []).map(({ key, reason, note }) => [key, { code: reason, note }])
	);
}

export function sampleAppraisal(code: string): Appraisal {
	const budget = sampleBudget(code);
	const requested = requestedLines(budget);
	return appraise({
		requested,
		appraised: must(applyEdits(requested, sampleEdits(budget))),
		reasons: sampleReasons(budget),
		template: TEMPLATE,
		rules: RULES
	});
}

export function must<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
}
