import days from './calendar-days.json' with { type: 'json' };
import { workingCalendar } from './calendar.ts';
import type { CalendarDay, WorkingCalendar } from './calendar.ts';
import { calendarDate } from '../shared/period.ts';

/**
 * The days known at the release, as the migration puts them into the table `calendar_day`; a test compares the two.
 * Verbs and pages ask the table: worlds that are told before there is a database, and tests, ask this.
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
