import { addDays } from '../shared/period.ts';
import type { CalendarDate } from '../shared/period.ts';
import { ok, refuse } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** A row of the office that stands from a day on, until the day from which another does. */
export interface DatedRow {
	readonly startsOn: CalendarDate;
	/** The first day on which it does not stand any more; null: no other row follows. */
	readonly endsOn: CalendarDate | null;
}

/** The row that stands on a day; undefined where none does. */
export function standingOn<Row extends DatedRow>(rows: readonly Row[], day: CalendarDate): Row | undefined {
	return rows.find(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || day < endsOn));
}

/** A slip of the year would keep every row before it out: a row begins within so many days. */
const MOST_AHEAD = 400;

/**
 * Whether a row may stand from a day on beside those that are there. What has been printed of a day stays true of it:
 * once papers are issued, a row that follows another begins after today. Twin of `office_row_guard` and of the
 * exclusions in SQL. Refuses `office_row_far`, `office_day_taken`, `office_row_past`.
 */
export function mayBegin(
	startsOn: CalendarDate,
	rows: readonly DatedRow[],
	{ today, printed }: { readonly today: CalendarDate; readonly printed: boolean }
): Result<true> {
	if (startsOn > addDays(today, MOST_AHEAD)) return refuse('office_row_far', { field: 'startsOn' });
	if (rows.some((row) => row.startsOn >= startsOn)) return refuse('office_day_taken', { field: 'startsOn' });
	if (printed && rows.length > 0 && startsOn <= today)
		return refuse('office_row_past', { field: 'startsOn' });
	return ok(true);
}
