import { addDays } from '../shared/period.ts';
import type { CalendarDate } from '../shared/period.ts';
import { addWorkingDays, workingDayOnOrAfter } from './calendar.ts';
import type { WorkingCalendar } from './calendar.ts';
import type { TimeLimit } from './rule-set.ts';

/** The last day of a limit that begins after `from`: the first day is not counted (Civil Code 2015, Art. 147-148). */
export function lastDayOfLimit(
	from: CalendarDate,
	limit: TimeLimit,
	calendar: WorkingCalendar
): CalendarDate {
	return 'workingDays' in limit
		? addWorkingDays(calendar, from, limit.workingDays)
		: workingDayOnOrAfter(calendar, addDays(from, limit.days));
}
