import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { categoryOf, subKindOf } from './code-lists.ts';
import { coefficientOf, labourStrategy } from './labour.ts';
import type { BudgetLine, ComputedLine } from './line.ts';
import { isManagementLine } from './line.ts';
import type { BudgetRules, BudgetTemplate } from './rules.ts';

/** Where a problem of a line points: `lines/<key>/<part>`. */
export function lineField(key: string, part: string): string {
	return `lines/${key}/${part}`;
}

/**
 * Everything that is missing or impossible in one computed line; empty when the line can be submitted.
 * The management line is the system's own and is not looked at here.
 */
export function lineProblems(line: ComputedLine, template: BudgetTemplate, rules: BudgetRules): Refusal[] {
	if (isManagementLine(line)) return [];
	const problems: Refusal[] = [];
	const add = (code: RefusalCode, part: string, params?: Readonly<Record<string, string>>) => {
		problems.push({ code, field: lineField(line.key, part), ...(params && { params }) });
	};

	if (!template.categories.includes(line.category))
		add('budget_category_not_offered', 'category', { category: String(line.category) });
	if (line.source === 'own' && !template.ownContribution) add('budget_own_not_taken', 'source');
	const known = categoryOf(line.category).subKinds;
	if (line.subKind !== undefined && !known.includes(line.subKind)) add('budget_sub_kind_foreign', 'subKind');
	if (known.length > 0 && subKindOf(line) === null) add('budget_sub_kind_missing', 'subKind');
	if (line.content.trim() === '') add('budget_content_missing', 'content');
	if (line.khoanOverride !== undefined && line.khoanOverride.reason.trim() === '')
		add('budget_khoan_reason_missing', 'khoanOverride');
	if (line.amount > MAX_DONG) add('budget_amount_too_large', 'amount');

	if (line.labour !== undefined) problems.push(...labourProblems(line, template, rules));
	else {
		if (template.labour !== undefined && line.source === 'state' && subKindOf(line) === 'personnel')
			add('budget_role_missing', 'labour');
		if (line.unit.trim() === '') add('budget_unit_missing', 'unit');
		if (line.quantity === null) add('budget_quantity_missing', 'quantity');
		else if (line.quantity.unscaled < 0n) add('budget_quantity_negative', 'quantity');
		if (line.unitPrice === null) add('budget_price_missing', 'unitPrice');
		else if (line.unitPrice < 0n) add('budget_price_negative', 'unitPrice');
	}
	return problems;
}

function labourProblems(line: BudgetLine, template: BudgetTemplate, rules: BudgetRules): Refusal[] {
	const { labour } = line;
	const strategy = template.labour === undefined ? null : labourStrategy(template.labour);
	if (labour === undefined) return [];
	if (strategy === null || rules.labour === undefined || line.category !== 1)
		return [{ code: 'budget_labour_not_taken', field: lineField(line.key, 'labour') }];
	const problems: Refusal[] = [];
	if (labour.roleKey === '')
		problems.push({ code: 'budget_role_missing', field: lineField(line.key, 'labour/roleKey') });
	else if (coefficientOf(labour.roleKey, rules.labour) === null)
		problems.push({
			code: 'budget_role_unknown',
			field: lineField(line.key, 'labour/roleKey'),
			params: { role: labour.roleKey }
		});
	if (!strategy.units(rules.labour).includes(labour.effort.unit))
		problems.push({ code: 'budget_effort_unit', field: lineField(line.key, 'labour/effort') });
	if (labour.persons === null)
		problems.push({ code: 'budget_persons_missing', field: lineField(line.key, 'labour/persons') });
	else if (!Number.isSafeInteger(labour.persons) || labour.persons < 0)
		problems.push({ code: 'budget_persons_invalid', field: lineField(line.key, 'labour/persons') });
	if (labour.effort.amount === null)
		problems.push({ code: 'budget_effort_missing', field: lineField(line.key, 'labour/effort') });
	else if (labour.effort.amount.unscaled < 0n)
		problems.push({ code: 'budget_effort_negative', field: lineField(line.key, 'labour/effort') });
	return problems;
}
