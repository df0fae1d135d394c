import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { ComputedBudget, SourceTotals } from './engine.ts';
import { lineToJson } from './line-json.ts';

export const BUDGET_FORMAT = 'chuan.budget/1';

/** What the figures are for. It is part of what is signed: a hash never fits another case. */
export interface BudgetSubject {
	/** `TASK-2026-0003`. */
	readonly caseCode: string;
	readonly side: 'requested' | 'appraised';
}

/** One reason per line key, as signed with an appraised budget. */
export interface SignedReason {
	readonly key: string;
	readonly code: string;
	readonly note: string;
}

/**
 * The object whose RFC 8785 bytes are hashed, and which an approval signs. Money and decimals are decimal
 * strings; lines stand in their one order; reasons are sorted by key; nothing in it depends on the clock.
 * Refused with `budget_not_complete` and every problem as a cause: what is incomplete is not signed.
 */
export function canonicalBudget(
	budget: ComputedBudget,
	subject: BudgetSubject,
	reasons: readonly SignedReason[] = []
): Result<JsonValue> {
	if (!budget.complete)
		return refuse('budget_not_complete', {
			causes: [
				...budget.problems,
				...budget.checks
					.filter((check) => check.outcome === 'broken' || check.outcome === 'needs_justification')
					.map((check): Refusal => ({ code: `budget_check_${check.code}`, params: check.params }))
			]
		});
	return ok({
		format: BUDGET_FORMAT,
		case: subject.caseCode,
		side: subject.side,
		lines: budget.lines.map(lineToJson),
		totals: totals(budget.totals),
		byCategory: budget.byCategory.map((row) => ({ category: row.category, ...totals(row) })),
		reasons: [...reasons]
			.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
			.map(({ key, code, note }) => ({ key, code, note }))
	});
}

function totals(sums: SourceTotals): {
	readonly state: string;
	readonly own: string;
	readonly total: string;
} {
	return { state: String(sums.state), own: String(sums.own), total: String(sums.total) };
}
