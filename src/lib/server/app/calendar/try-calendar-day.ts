import { calendarWith } from '#lib/domain/rules/calendar.ts';
import type { CalendarDay } from '#lib/domain/rules/calendar.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { movedTerms } from '../steps/work/moved-terms.ts';
import { readDay } from './add-calendar-day.ts';

export interface TriedDay {
	readonly date: CalendarDate;
	/** Open deadlines that would move. */
	readonly moved: number;
}

/** What adding a day would move. Refuses what the verb refuses of the day itself. */
export async function tryCalendarDay(
	ctx: Context,
	input: {
		readonly date: string;
		readonly kind: CalendarDay['kind'];
		readonly name: string;
		readonly source: string;
	}
): Promise<Result<TriedDay>> {
	return ask(ctx, 'calendar.manage', {}, async (read) => {
		const day = readDay(input);
		if (!day.ok) return day;
		const calendar = await read.calendar.working();
		const { date } = day.value;
		if (calendar.days.has(date)) return refuse('calendar_day_twice', { field: 'date', params: { date } });
		return ok({ date, moved: (await movedTerms(read, calendarWith(calendar, day.value))).length });
	});
}

/** What taking a day out would move. Refuses `not_found`. */
export async function tryWithoutDay(ctx: Context, dayId: string): Promise<Result<TriedDay>> {
	return ask(ctx, 'calendar.manage', {}, async (read) => {
		const day = isUuid(dayId) ? await read.calendar.day(dayId) : undefined;
		if (day === undefined) return refuse('not_found');
		const tried = calendarWith(await read.calendar.working(), day.date);
		return ok({ date: day.date, moved: (await movedTerms(read, tried)).length });
	});
}
