import { MAX_DONG } from '#lib/domain/shared/money.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { BudgetCheck, Justifications } from './checks.ts';
import { budgetChecks } from './checks.ts';
import { CATEGORY_CODES, MANAGEMENT_CATEGORY, PRINT_GROUPS, printGroupOf } from './code-lists.ts';
import type { CategoryCode, PrintGroup } from './code-lists.ts';
import type { KhoanAssessment } from './khoan.ts';
import { assessKhoan } from './khoan.ts';
import { coefficientOf, labourStrategy } from './labour.ts';
import type { BudgetLine, ComputedLine } from './line.ts';
import { compareLines, filledLabour, isManagementLine, khoanByRule, pricedAmount, sumOf } from './line.ts';
import { lineField, lineProblems } from './line-problems.ts';
import type { ManagementFigure } from './management.ts';
import { managementFigure } from './management.ts';
import type { BudgetRules, BudgetTemplate } from './rules.ts';

/** Sums in đồng by who pays. `total` = `state` + `own`. */
export interface SourceTotals {
	readonly state: Dong;
	readonly own: Dong;
	readonly total: Dong;
}

export interface ComputedBudget {
	/** In the one order of lines (position, key), the management line included. */
	readonly lines: readonly ComputedLine[];
	/** All ten categories, also the empty ones. */
	readonly byCategory: readonly (SourceTotals & { readonly category: CategoryCode })[];
	/** All five printed items. They add up to `totals`. */
	readonly byGroup: readonly (SourceTotals & { readonly group: PrintGroup })[];
	readonly totals: SourceTotals;
	/** The arithmetic of the management line; null where the rule is not applied. */
	readonly management: ManagementFigure | null;
	/** Null where the test is not made. */
	readonly khoan: KhoanAssessment | null;
	readonly checks: readonly BudgetCheck[];
	/** Missing and impossible entries, all at once, each with its field. */
	readonly problems: readonly Refusal[];
	/** No problem, and no check broken or waiting for a justification. */
	readonly complete: boolean;
}

/**
 * Key of the management line where the input has none. One fixed uuid, so that the line of the request and
 * that of the appraisal are the same line.
 */
export const MANAGEMENT_LINE_KEY = '00000000-0000-4000-8000-000000000009';

/**
 * THE computation of a budget: form, appraisal, approval, print and search all take their figures from here.
 * It never refuses: a half-filled draft has totals too, beside its list of problems. The order of the lines
 * in the input makes no difference.
 */
export function computeBudget(
	input: readonly BudgetLine[],
	template: BudgetTemplate,
	rules: BudgetRules,
	justifications: Justifications = {}
): ComputedBudget {
	const ordered = [...input].sort(compareLines);
	const entered = ordered.filter((line) => !isManagementLine(line));
	const systemLines = ordered.filter(isManagementLine);
	const priced = entered.map((line) => computeLine(line, template, rules));
	const rule = template.managementLine ? rules.management : undefined;
	const base = sumOf(priced.filter((line) => line.source === 'state'));
	const management = rule === undefined ? null : managementFigure(base, rule);

	const lines =
		management === null
			? priced
			: [...priced, managementLine(systemLines[0], ordered, management)].sort(compareLines);
	const totals = totalsOf(lines);
	const checks = budgetChecks(lines, rules, justifications);
	const problems: Refusal[] = [
		...lines.flatMap((line) => lineProblems(line, template, rules)),
		...wholeProblems(entered, systemLines, management !== null),
		...(totals.total > MAX_DONG ? [because('budget_total_too_large')] : [])
	];

	return {
		lines,
		byCategory: CATEGORY_CODES.map((category) => ({
			category,
			...totalsOf(lines.filter((line) => line.category === category))
		})),
		byGroup: PRINT_GROUPS.map((group) => ({
			group,
			...totalsOf(lines.filter((line) => line.group === group))
		})),
		totals,
		management,
		khoan: template.khoanTest && rules.khoan !== undefined ? assessKhoan(lines, rules.khoan) : null,
		checks,
		problems,
		complete:
			problems.length === 0 &&
			checks.every((check) => check.outcome === 'met' || check.outcome === 'justified')
	};
}

/** Sums of any set of computed lines. */
export function totalsOf(lines: readonly ComputedLine[]): SourceTotals {
	const state = sumOf(lines.filter((line) => line.source === 'state'));
	const own = sumOf(lines.filter((line) => line.source === 'own'));
	return { state, own, total: state + own };
}

function computeLine(line: BudgetLine, template: BudgetTemplate, rules: BudgetRules): ComputedLine {
	const byRule = khoanByRule(line);
	const derived = {
		khoan: line.khoanOverride?.khoan ?? byRule,
		khoanByRule: byRule,
		group: printGroupOf(line)
	};
	if (line.labour === undefined)
		return { ...line, ...derived, amount: pricedAmount(line.quantity, line.unitPrice) };
	const labour = filledLabour(line.labour);
	const strategy = template.labour === undefined ? null : labourStrategy(template.labour);
	const coefficient = rules.labour === undefined ? null : coefficientOf(line.labour.roleKey, rules.labour);
	// What cannot be priced is listed by lineProblems; its amount is 0 until it is put right.
	if (
		labour === null ||
		strategy === null ||
		rules.labour === undefined ||
		coefficient === null ||
		!strategy.units(rules.labour).includes(labour.effort.unit) ||
		!Number.isSafeInteger(labour.persons)
	)
		return { ...line, ...derived, quantity: null, unitPrice: null, amount: 0n };
	return { ...line, ...derived, ...strategy.price(labour, coefficient, rules.labour) };
}

function managementLine(
	entered: BudgetLine | undefined,
	all: readonly BudgetLine[],
	figure: ManagementFigure
): ComputedLine {
	const last = all.reduce((highest, line) => Math.max(highest, line.position), 0);
	return {
		key: entered?.key ?? MANAGEMENT_LINE_KEY,
		position: entered?.position ?? last + 1,
		category: MANAGEMENT_CATEGORY,
		content: entered?.content || 'Quản lý chung nhiệm vụ khoa học và công nghệ',
		unit: entered?.unit || 'nhiệm vụ',
		quantity: { unscaled: 1n, scale: 0 },
		unitPrice: figure.amount,
		source: 'state',
		system: 'management',
		amount: figure.amount,
		khoan: true,
		khoanByRule: true,
		group: printGroupOf({ category: MANAGEMENT_CATEGORY })
	};
}

function wholeProblems(
	entered: readonly BudgetLine[],
	systemLines: readonly BudgetLine[],
	managed: boolean
): Refusal[] {
	const problems: Refusal[] = [];
	const seen = new Set<string>();
	for (const line of [...entered, ...systemLines]) {
		if (seen.has(line.key))
			problems.push({ code: 'budget_line_repeated', field: lineField(line.key, 'key') });
		seen.add(line.key);
	}
	const surplus = systemLines.slice(managed ? 1 : 0);
	problems.push(
		...surplus.map((line): Refusal => ({
			code: managed ? 'budget_management_repeated' : 'budget_management_not_used',
			field: lineField(line.key, 'system')
		}))
	);
	if (managed)
		problems.push(
			...entered
				.filter((line) => line.category === MANAGEMENT_CATEGORY && line.source === 'state')
				.map((line): Refusal => ({
					code: 'budget_management_by_hand',
					field: lineField(line.key, 'category')
				}))
		);
	return problems;
}
