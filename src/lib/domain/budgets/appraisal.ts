import { compareDecimals } from '#lib/domain/shared/decimal.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { Justifications } from './checks.ts';
import { CATEGORY_CODES, PRINT_GROUPS } from './code-lists.ts';
import type { CategoryCode, PrintGroup } from './code-lists.ts';
import type { ComputedBudget, SourceTotals } from './engine.ts';
import { computeBudget } from './engine.ts';
import type { BudgetLine, ComputedLine } from './line.ts';
import { compareLines, isManagementLine } from './line.ts';
import { lineField } from './line-problems.ts';
import type { ReasonCode } from './reasons.ts';
import { isReasonCode, SYSTEM_REASON } from './reasons.ts';
import type { BudgetRules, BudgetTemplate } from './rules.ts';

/** What the appraiser says about one line. The code comes from outside, so it may still be unknown. */
export interface AppraisalReason {
	readonly code: string;
	readonly note: string;
}

/** By line key. */
export type AppraisalReasons = Readonly<Record<string, AppraisalReason>>;

/**
 * - `kept`: nothing differs; `altered`: the amount stands but the line reads otherwise (quantity, price, words);
 * - `cut` and `raised`: the amount differs; `added` and `removed`: the line is on one side only.
 */
export type AppraisalChange = 'kept' | 'altered' | 'cut' | 'raised' | 'added' | 'removed';

export interface AppraisalRow {
	readonly key: string;
	/** Null on the side where the line does not exist. Never both. */
	readonly requested: ComputedLine | null;
	readonly appraised: ComputedLine | null;
	/** đồng, appraised − requested. */
	readonly delta: Dong;
	readonly change: AppraisalChange;
	/** Shown apart: an increase is allowed, never unnoticed. */
	readonly increase: boolean;
	/** The system's reason on the management line; what the appraiser chose elsewhere; null where none is given. */
	readonly reason: ReasonCode | null;
	readonly note: string;
}

/** Requested beside appraised, in đồng, by who pays. `delta` = appraised − requested. */
export interface SideBySide {
	readonly requested: SourceTotals;
	readonly appraised: SourceTotals;
	readonly delta: SourceTotals;
}

export interface Appraisal {
	readonly requested: ComputedBudget;
	readonly appraised: ComputedBudget;
	readonly rows: readonly AppraisalRow[];
	readonly byCategory: readonly (SideBySide & { readonly category: CategoryCode })[];
	readonly byGroup: readonly (SideBySide & { readonly group: PrintGroup })[];
	readonly totals: SideBySide;
	/** Everything that keeps the appraisal from being prepared; empty when it can be. */
	readonly problems: readonly Refusal[];
}

export interface AppraisalInput {
	/** The lines as submitted. */
	readonly requested: readonly BudgetLine[];
	/** The lines as appraised: those kept or changed under their own key, new ones under a new key. */
	readonly appraised: readonly BudgetLine[];
	readonly reasons: AppraisalReasons;
	readonly template: BudgetTemplate;
	readonly rules: BudgetRules;
	readonly justifications?: Justifications;
}

/**
 * An appraisal with every figure of both sides. Both go through the one engine, so the management line and
 * the khoán test of the appraised side follow the cuts by themselves. TT 20/2023, Art. 13-15.
 */
export function appraise(input: AppraisalInput): Appraisal {
	const { template, rules } = input;
	const requested = computeBudget(input.requested, template, rules);
	const appraised = computeBudget(input.appraised, template, rules, input.justifications ?? {});
	const rows = pairLines(requested, appraised, input.reasons);
	const figures = {
		requested,
		appraised,
		rows,
		byCategory: CATEGORY_CODES.map((category) => ({
			category,
			...sideBySide(pick(requested.byCategory, category), pick(appraised.byCategory, category))
		})),
		byGroup: PRINT_GROUPS.map((group) => ({
			group,
			...sideBySide(pickGroup(requested.byGroup, group), pickGroup(appraised.byGroup, group))
		})),
		totals: sideBySide(requested.totals, appraised.totals)
	};
	return { ...figures, problems: checkAppraisal(figures, input.reasons) };
}

/**
 * Every problem of an appraisal at once: a difference without a reason, an unknown or reserved reason, an
 * increase or a new line without a note, a reason for a line that does not exist or does not change, and
 * whatever the engine finds wrong with the appraised lines.
 */
export function checkAppraisal(
	appraisal: Pick<Appraisal, 'appraised' | 'rows'>,
	reasons: AppraisalReasons
): Refusal[] {
	const problems: Refusal[] = [];
	const seen = new Set(appraisal.rows.map((row) => row.key));
	for (const row of appraisal.rows) {
		const given = Object.hasOwn(reasons, row.key) ? reasons[row.key] : undefined;
		const field = lineField(row.key, 'reason');
		const line = row.appraised ?? row.requested;
		if (line !== null && isManagementLine(line)) {
			if (given !== undefined && given.code !== SYSTEM_REASON)
				problems.push({ code: 'appraisal_management_reason', field });
			continue;
		}
		if (given === undefined) {
			if (row.delta !== 0n) problems.push({ code: 'appraisal_reason_missing', field, params: deltaOf(row) });
			continue;
		}
		if (!isReasonCode(given.code))
			problems.push({ code: 'appraisal_reason_unknown', field, params: { reason: given.code } });
		else if (given.code === SYSTEM_REASON) problems.push({ code: 'appraisal_reason_reserved', field });
		if (row.change === 'kept') problems.push({ code: 'appraisal_reason_without_change', field });
		if (row.increase && given.note.trim() === '')
			problems.push({ code: 'appraisal_increase_without_note', field, params: deltaOf(row) });
	}
	for (const key of Object.keys(reasons))
		if (!seen.has(key))
			problems.push({ code: 'appraisal_reason_without_line', field: lineField(key, 'reason') });
	problems.push(...appraisal.appraised.problems);
	for (const check of appraisal.appraised.checks)
		if (check.outcome === 'broken' || check.outcome === 'needs_justification')
			problems.push({
				code: `budget_check_${check.code}`,
				field: check.lineKeys[0] === undefined ? 'checks' : lineField(check.lineKeys[0], 'check'),
				params: { ...check.params, citation: check.citation }
			});
	return problems;
}

function pairLines(
	requested: ComputedBudget,
	appraised: ComputedBudget,
	reasons: AppraisalReasons
): AppraisalRow[] {
	const before = new Map(requested.lines.map((line) => [line.key, line]));
	const after = new Map(appraised.lines.map((line) => [line.key, line]));
	// A line keeps the place that it was requested at; an added one stands where the appraisal put it.
	const all = [...requested.lines, ...appraised.lines.filter((line) => !before.has(line.key))].sort(
		compareLines
	);
	const keys = new Set(all.map((line) => line.key));
	return [...keys].map((key) => rowOf(key, before.get(key) ?? null, after.get(key) ?? null, reasons));
}

function rowOf(
	key: string,
	requested: ComputedLine | null,
	appraised: ComputedLine | null,
	reasons: AppraisalReasons
): AppraisalRow {
	const delta = (appraised?.amount ?? 0n) - (requested?.amount ?? 0n);
	const change = changeOf(requested, appraised, delta);
	const line = appraised ?? requested;
	const base = { key, requested, appraised, delta, change, increase: delta > 0n };
	if (line !== null && isManagementLine(line))
		return { ...base, increase: false, reason: delta === 0n ? null : SYSTEM_REASON, note: '' };
	const given = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
	const code = given?.code;
	return { ...base, reason: isReasonCode(code) ? code : null, note: given?.note ?? '' };
}

function changeOf(
	requested: ComputedLine | null,
	appraised: ComputedLine | null,
	delta: Dong
): AppraisalChange {
	if (requested === null) return 'added';
	if (appraised === null) return 'removed';
	if (delta !== 0n) return delta < 0n ? 'cut' : 'raised';
	return readsAlike(requested, appraised) ? 'kept' : 'altered';
}

/** Whether a reader of the printed annex would see the same line. */
function readsAlike(a: ComputedLine, b: ComputedLine): boolean {
	return (
		a.category === b.category &&
		a.subKind === b.subKind &&
		a.content === b.content &&
		a.unit === b.unit &&
		a.source === b.source &&
		a.unitPrice === b.unitPrice &&
		a.normRef === b.normRef &&
		a.khoan === b.khoan &&
		a.labour?.roleKey === b.labour?.roleKey &&
		a.labour?.persons === b.labour?.persons &&
		a.labour?.effort.unit === b.labour?.effort.unit &&
		sameQuantity(a, b)
	);
}

function sameQuantity(a: ComputedLine, b: ComputedLine): boolean {
	if (a.quantity === null || b.quantity === null) return a.quantity === b.quantity;
	return compareDecimals(a.quantity, b.quantity) === 0;
}

function sideBySide(requested: SourceTotals, appraised: SourceTotals): SideBySide {
	return {
		requested: { state: requested.state, own: requested.own, total: requested.total },
		appraised: { state: appraised.state, own: appraised.own, total: appraised.total },
		delta: {
			state: appraised.state - requested.state,
			own: appraised.own - requested.own,
			total: appraised.total - requested.total
		}
	};
}

function deltaOf(row: AppraisalRow): Readonly<Record<string, string>> {
	return { delta: String(row.delta) };
}

const NOTHING: SourceTotals = { state: 0n, own: 0n, total: 0n };

function pick(totals: ComputedBudget['byCategory'], category: CategoryCode): SourceTotals {
	return totals.find((row) => row.category === category) ?? NOTHING;
}

function pickGroup(totals: ComputedBudget['byGroup'], group: PrintGroup): SourceTotals {
	return totals.find((row) => row.group === group) ?? NOTHING;
}
