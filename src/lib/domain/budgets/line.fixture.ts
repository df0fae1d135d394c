import type { BudgetLine, Labour } from './line.ts';

/** A uuid that only counts. */
export function keyOf(place: number): string {
	return `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
}

/** A complete state-funded line of materials, 10 × 1.000 đ; tests name what matters to them. */
export function aLine(place: number, overrides: Partial<BudgetLine> = {}): BudgetLine {
	return {
		key: keyOf(place + 100),
		position: place,
		category: 2,
		content: `Khoản ${place}`,
		unit: 'bộ',
		quantity: { unscaled: 10n, scale: 0 },
		unitPrice: 1_000n,
		source: 'state',
		...overrides
	};
}

/** A line worth exactly `amount` đồng. */
export function worth(place: number, amount: bigint, overrides: Partial<BudgetLine> = {}): BudgetLine {
	return aLine(place, { quantity: { unscaled: 1n, scale: 0 }, unitPrice: amount, ...overrides });
}

export function labourLine(
	place: number,
	roleKey: string,
	persons: number,
	months: bigint,
	unit: Labour['effort']['unit'] = 'month'
): BudgetLine {
	return aLine(place, {
		category: 1,
		subKind: 'personnel',
		quantity: null,
		unitPrice: null,
		labour: { roleKey, persons, effort: { unit, amount: { unscaled: months, scale: 0 } } }
	});
}
