import { addWorkingDays, isWorkingDay, workingDayOnOrAfter } from '#lib/domain/rules/calendar.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import { addDays } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';

/**
 * The working day that lies about `daysBefore` calendar days before today (below 0: after it), counted in weeks of
 * five: nobody opens dossiers or signs on a Sunday or at Tết, on whatever day the portal is first started. 0 is today,
 * or the next working day; everything before it is before today. Never out of order.
 */
export function storyDay(calendar: WorkingCalendar, today: CalendarDate, daysBefore: number): CalendarDate {
	const steps = daysBefore === 0 ? 0 : Math.max(1, Math.round((Math.abs(daysBefore) * 5) / 7));
	if (daysBefore <= 0) return addWorkingDays(calendar, workingDayOnOrAfter(calendar, today), steps);
	let day = today;
	for (let left = steps; left > 0; left -= 1) day = workingDayBefore(calendar, day);
	return day;
}

/** The last working day before a date: where a term that ends before it has its last day (BLDS 2015, Art. 148.5). */
export function workingDayBefore(calendar: WorkingCalendar, date: CalendarDate): CalendarDate {
	let day = addDays(date, -1);
	while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
	return day;
}
