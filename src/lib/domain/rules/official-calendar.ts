import days from './calendar-days.json' with { type: 'json' };
import { workingCalendar } from './calendar.ts';
import type { CalendarDay, WorkingCalendar } from './calendar.ts';
import { calendarDate } from '../shared/period.ts';

/**
 * The public holidays known to the portal (BLLĐ 2019, Art. 112). Tết and the 2 September pair are fixed by the
 * Prime Minister each year, swaps as well: the list is data and has to be confirmed before a year begins.
 */
function read(): WorkingCalendar {
	const listed = days.map((day): CalendarDay => {
		if (day.kind !== 'holiday' && day.kind !== 'day_off' && day.kind !== 'working_day') {
			throw new Error(`calendar-days.json: unknown kind ${day.kind}`);
		}
		return { date: calendarDate(day.date), kind: day.kind, name: day.name, source: day.source };
	});
	const calendar = workingCalendar(listed);
	if (!calendar.ok) throw new Error('calendar-days.json: a day is listed twice');
	return calendar.value;
}

export const OFFICIAL_CALENDAR: WorkingCalendar = read();
