import type { RefusalCode } from '#lib/domain/generated/names.ts';
import type { ComputedBudget } from '#lib/domain/budgets/engine.ts';
import { lineField } from '#lib/domain/budgets/line-problems.ts';
import { MAX_DECIMAL_DIGITS } from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { absolute } from '#lib/domain/shared/exact-division.ts';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

export const MAX_LINES = 500;
const MAX_SCALE = 6;

/**
 * Whether a draft can be kept at all. Missing figures can; what no column holds cannot: amounts beyond the limit,
 * more than six decimals, negative figures. Refused with `budget_not_storable` and every problem at its field.
 */
export function checkStorable(budget: ComputedBudget): Result<true> {
	const causes: Refusal[] = [];
	const add = (code: RefusalCode, key: string, part: string) =>
		causes.push({ code, field: lineField(key, part) });
	for (const { key, quantity, unitPrice, amount, labour } of budget.lines) {
		const decimals = [quantity, labour?.effort.amount ?? null];
		if (decimals.some((value) => value !== null && tooLong(value)))
			add('budget_quantity_too_long', key, labour === undefined ? 'quantity' : 'labour/effort');
		if (decimals.some((value) => value !== null && value.unscaled < 0n))
			add('budget_quantity_negative', key, labour === undefined ? 'quantity' : 'labour/effort');
		if (unitPrice !== null && unitPrice < 0n) add('budget_price_negative', key, 'unitPrice');
		if (unitPrice !== null && unitPrice > MAX_DONG) add('budget_amount_too_large', key, 'unitPrice');
		else if (amount > MAX_DONG) add('budget_amount_too_large', key, 'amount');
	}
	if (budget.totals.total > MAX_DONG) causes.push({ code: 'budget_total_too_large' });
	if (budget.lines.length > MAX_LINES)
		causes.push({ code: 'budget_lines_too_many', params: { max: String(MAX_LINES) } });
	return causes.length === 0 ? ok(true) : refuse('budget_not_storable', { causes });
}

function tooLong({ unscaled, scale }: Decimal): boolean {
	return scale > MAX_SCALE || absolute(unscaled).toString().length > MAX_DECIMAL_DIGITS;
}
