import { budgetPlace } from '#lib/contracts/budgets/budget-operations.ts';
import { isTypedLine } from '#lib/contracts/budgets/kept-line.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** A value of the budget in words, as it was sent or kept for a place: a box, a line, a justification. */
export function storedWords(path: string, value: unknown): string {
	if (isTypedLine(value)) {
		const { role, unitPrice, effort, quantity, persons, content } = value;
		const labour = role !== '';
		return m.budgets_conflict_line({
			content,
			quantity: labour ? persons : quantity,
			price: labour ? effort : unitPrice
		});
	}
	if (typeof value === 'string' && value !== '') return value;
	return value === null && budgetPlace(path)?.kind !== 'justification'
		? m.budgets_conflict_gone()
		: m.budgets_conflict_absent();
}
