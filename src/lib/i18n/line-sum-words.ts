import { roleLabel } from '#lib/domain/budgets/code-lists.ts';
import type { ComputedLine } from '#lib/domain/budgets/line.ts';
import { formatDecimal, formatDongFigure } from './formats/figures.ts';
import type { Locale } from './formats/locale.ts';
import { localizedText } from './localized-text.ts';
import { m } from './paraglide/messages.js';

/** "2 người × 5 tháng", "10 bộ × 12.000.000"; '' of a line without either. The same on the page and on paper. */
export function lineSumWords(line: ComputedLine, locale: Locale): string {
	if (line.labour !== undefined)
		return m.budgets_labour_sum(
			{
				role: localizedText(roleLabel(line.labour.roleKey), locale),
				persons: String(line.labour.persons ?? 0),
				effort: line.labour.effort.amount === null ? '' : formatDecimal(line.labour.effort.amount, locale),
				unit: line.labour.effort.unit
			},
			{ locale }
		);
	if (line.quantity === null || line.unitPrice === null || line.system !== undefined) return '';
	return m.budgets_line_sum(
		{
			quantity: formatDecimal(line.quantity, locale),
			unit: line.unit,
			price: formatDongFigure(line.unitPrice, locale)
		},
		{ locale }
	);
}
