import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { DateField } from '../field-definition.ts';
import { asText } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

/**
 * A civil date, typed as dd/MM/yyyy or sent as YYYY-MM-DD; stored as the latter.
 * Refusals: `answer_wrong_type`, those of `parseCalendarDate`, `date_too_early`, `date_too_late` {limit}.
 */
export const date: FieldKind<DateField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.trim() === '') return ok(null);
		const day = parseCalendarDate(text.value, path);
		if (!day.ok) return day;
		if (field.min !== undefined && day.value < field.min) {
			return refuse('date_too_early', { field: path, params: { limit: typed(field.min) } });
		}
		if (field.max !== undefined && day.value > field.max) {
			return refuse('date_too_late', { field: path, params: { limit: typed(field.max) } });
		}
		return ok(day.value);
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression: (value) => value
};

/** A limit as the person would type it. */
function typed(day: string): string {
	return day.split('-').reverse().join('/');
}
