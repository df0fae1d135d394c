import { mayBegin } from '#lib/domain/office/dated-rows.ts';
import type { DatedRow } from '#lib/domain/office/dated-rows.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { parseCalendarDate, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import type { Repositories } from '../ports.ts';

const LIMIT = 200;

/**
 * The words of a row and its first day as typed, made clean. Refuses `office_row_wrong` with every cause (the date's
 * own, `office_words_missing` and `text_too_long` at their fields).
 */
export function rowInput<Field extends string>(
	typed: Readonly<Record<Field, string>>,
	startsOn: string
): Result<{ readonly words: Record<Field, string>; readonly startsOn: CalendarDate }> {
	const causes: Refusal[] = [];
	const words = { ...typed } as Record<Field, string>;
	for (const field of Object.keys(typed) as Field[]) {
		words[field] = collapse(typed[field]);
		if (words[field] === '') causes.push({ code: 'office_words_missing', field });
		if ([...words[field]].length > LIMIT)
			causes.push({ code: 'text_too_long', field, params: { max: String(LIMIT) } });
	}
	const day = parseCalendarDate(startsOn, 'startsOn');
	if (!day.ok) causes.push(day.refusal);
	if (!day.ok || causes.length > 0) return refuse('office_row_wrong', { causes });
	return ok({ words, startsOn: day.value });
}

/** Whether a row may follow these from that day on. Refuses as `mayBegin`. */
export async function mayFollow(
	read: Pick<Repositories, 'clock' | 'office'>,
	startsOn: CalendarDate,
	rows: readonly DatedRow[]
): Promise<Result<true>> {
	const today = vietnamDateOf(await read.clock.now());
	return mayBegin(startsOn, rows, { today, printed: await read.office.printed() });
}
