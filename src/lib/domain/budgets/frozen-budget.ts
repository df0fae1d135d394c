/**
 * A budget as it lies in frozen bytes ("chuan.budget/1"), read back to be shown. Nothing is computed again: the
 * amounts are those that were submitted or signed, whatever rules are in force today.
 */
import type { Dong } from '#lib/domain/shared/money.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { BUDGET_FORMAT } from './canonical.ts';
import { PRINT_GROUPS, printGroupOf } from './code-lists.ts';
import type { PrintGroup } from './code-lists.ts';
import type { SourceTotals } from './engine.ts';
import { lineFromJson } from './line-json.ts';
import type { BudgetLine } from './line.ts';
import { compareLines } from './line.ts';

export interface FrozenLine extends BudgetLine {
	/** đồng */
	readonly amount: Dong;
}

export interface FrozenBudget {
	/** The five printed items that have lines, each with its lines in their order and its sums. */
	readonly groups: readonly (SourceTotals & {
		readonly group: PrintGroup;
		readonly lines: readonly FrozenLine[];
	})[];
	readonly totals: SourceTotals;
}

/**
 * The budget of a revision; null where the programme has none. Refuses `frozen_budget_malformed`: another format, a
 * line out of shape, or totals that are not the sums of the lines.
 */
export function readFrozenBudget(value: unknown): Result<FrozenBudget | null> {
	if (value === null || value === undefined) return ok(null);
	if (!isRecord(value) || value['format'] !== BUDGET_FORMAT || !Array.isArray(value['lines']))
		return refuse('frozen_budget_malformed');
	const lines: FrozenLine[] = [];
	for (const raw of value['lines'] as readonly unknown[]) {
		const line = lineFromJson(raw);
		const amount = dongOf(isRecord(raw) ? raw['amount'] : undefined);
		if (!line.ok || amount === undefined) return refuse('frozen_budget_malformed');
		lines.push({ ...line.value, amount });
	}
	const budget = groupedBudget(lines);
	const { totals } = budget;
	const stated = isRecord(value['totals']) ? value['totals'] : {};
	if (dongOf(stated['state']) !== totals.state || dongOf(stated['own']) !== totals.own)
		return refuse('frozen_budget_malformed');
	return ok(budget);
}

/** Lines under the printed items that they belong to, with the sums of each. */
export function groupedBudget(lines: readonly FrozenLine[]): FrozenBudget {
	const ordered = [...lines].sort(compareLines);
	const groups = PRINT_GROUPS.map((group) => {
		const own = ordered.filter((line) => printGroupOf(line) === group);
		return { group, lines: own, ...sums(own) };
	}).filter((group) => group.lines.length > 0);
	return { groups, totals: sums(ordered) };
}

function sums(lines: readonly FrozenLine[]): SourceTotals {
	const of = (source: 'state' | 'own'): Dong =>
		lines.reduce((sum, line) => (line.source === source ? sum + line.amount : sum), 0n);
	const [state, own] = [of('state'), of('own')];
	return { state, own, total: state + own };
}

function dongOf(raw: unknown): Dong | undefined {
	if (typeof raw !== 'string') return undefined;
	const read = dongFromPlain(raw);
	return read.ok ? read.value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
