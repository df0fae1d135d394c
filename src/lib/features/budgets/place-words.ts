import { budgetPlace } from '#lib/contracts/budgets/budget-operations.ts';
import type { BudgetPart } from '#lib/contracts/budgets/budget-operations.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

const PARTS: Readonly<Record<BudgetPart, () => string>> = {
	subKind: m.budgets_part_category,
	content: m.budgets_content,
	unit: m.budgets_part_unit,
	quantity: m.budgets_part_quantity,
	unitPrice: m.budgets_part_price,
	source: m.budgets_part_source,
	normRef: m.budgets_part_norm,
	khoan: m.budgets_part_khoan,
	khoanReason: m.budgets_part_khoan,
	role: m.budgets_role,
	persons: m.budgets_persons,
	effort: m.budgets_part_effort,
	effortUnit: m.budgets_part_effort
};

/** What a place of the budget is called: the line by what it is for, and the box. */
export function placeWords(path: string, lines: readonly TypedLine[]): string {
	const place = budgetPlace(path);
	if (place === undefined) return '';
	if (place.kind === 'justification') return m.budgets_part_reason();
	const line = lines.find(({ key }) => key === place.key);
	const name = line === undefined || line.content === '' ? m.budgets_part_line() : line.content;
	return place.kind === 'line' ? name : `${name}: ${PARTS[place.part]()}`;
}
