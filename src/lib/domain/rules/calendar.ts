import {
	addDays,
	addMonths,
	calendarDate,
	dateParts,
	startOfVietnamDay,
	weekday,
	type CalendarDate
} from '../shared/period.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Refusal } from '../shared/result.ts';

/**
 * One day that differs from its weekday. `holiday`: a public holiday or its substitute day (BLLĐ 2019, Art. 112);
 * `day_off`: a working day exchanged for rest by decision; `working_day`: the weekend day worked in exchange.
 */
export interface CalendarDay {
	readonly date: CalendarDate;
	readonly kind: 'holiday' | 'day_off' | 'working_day';
	readonly name: string;
	/** The document that fixes it, as cited. */
	readonly source?: string;
}

/** Working days are Monday to Friday, except as the listed days say. Data: Tết and the swaps are fixed anew each year. */
export interface WorkingCalendar {
	readonly days: ReadonlyMap<CalendarDate, CalendarDay>;
	/** Years of which somebody said that every day is listed. */
	readonly confirmedYears: ReadonlySet<number>;
}

/** A time limit of a law or circular. */
export interface Term {
	readonly count: number;
	readonly unit: 'days' | 'working_days' | 'months';
}

/** Refusal: `calendar_day_twice` (params.date) for each date that is listed twice, all in `causes`. */
export function workingCalendar(
	days: readonly CalendarDay[],
	confirmedYears: readonly number[] = []
): Result<WorkingCalendar> {
	const byDate = new Map<CalendarDate, CalendarDay>();
	const twice = days.filter((day) => {
		const seen = byDate.has(day.date);
		if (!seen) byDate.set(day.date, day);
		return seen;
	});
	if (twice.length === 0) return ok({ days: byDate, confirmedYears: new Set(confirmedYears) });
	const causes = twice.map((day): Refusal => ({ code: 'calendar_day_twice', params: { date: day.date } }));
	return refuse('calendar_day_twice', { params: { date: twice[0]?.date ?? '' }, causes });
}

/**
 * The calendar with one day put in, or taken out (`day` is its date): what it would be if that were recorded. Its year is
 * confirmed no more, as whoever confirmed it confirmed the days of then.
 */
export function calendarWith(
	{ days, confirmedYears }: WorkingCalendar,
	day: CalendarDay | CalendarDate
): WorkingCalendar {
	const date = typeof day === 'string' ? day : day.date;
	const tried = new Map(days);
	if (typeof day === 'string') tried.delete(date);
	else tried.set(date, day);
	const { year } = dateParts(date);
	return { days: tried, confirmedYears: new Set([...confirmedYears].filter((one) => one !== year)) };
}

export function isWorkingDay(calendar: WorkingCalendar, date: CalendarDate): boolean {
	const listed = calendar.days.get(date);
	if (listed) return listed.kind === 'working_day';
	return weekday(date) <= 5;
}

/** The date itself when it is a working day, else the next one that is. */
export function workingDayOnOrAfter(calendar: WorkingCalendar, date: CalendarDate): CalendarDate {
	let day = date;
	// Bounded: a calendar that closes a whole year is a wrong calendar, and must not hang a request.
	for (let step = 0; step <= 366; step += 1) {
		if (isWorkingDay(calendar, day)) return day;
		day = addDays(day, 1);
	}
	throw new RangeError(`no working day within a year of ${date}`);
}

function checkCount(count: number): void {
	if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a number of days: ${count}`);
}

/**
 * The last day of a term of working days: the first day is not counted (BLDS 2015, Art. 147.2), so one working day
 * from Friday ends on Monday. A count of 0 gives the day itself, or the next working day.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: CalendarDate, count: number): CalendarDate {
	checkCount(count);
	if (count === 0) return workingDayOnOrAfter(calendar, from);
	let day = from;
	for (let left = count; left > 0; left -= 1) day = workingDayOnOrAfter(calendar, addDays(day, 1));
	return day;
}

/**
 * The last day of a term that starts at an event of `from`: the day of the event is not counted (Art. 147.2); a term
 * of months ends on the same day number or the last day of the month (Art. 148.3); where it ends on a weekend or a
 * holiday, it ends with the next working day (Art. 148.5).
 */
export function lastDayOfTerm(calendar: WorkingCalendar, from: CalendarDate, term: Term): CalendarDate {
	checkCount(term.count);
	if (term.unit === 'working_days') return addWorkingDays(calendar, from, term.count);
	const end = term.unit === 'days' ? addDays(from, term.count) : addMonths(from, term.count);
	return workingDayOnOrAfter(calendar, end);
}

/** Working days after `from`, up to and with `to`: how much of a term of working days is used. 0 when `to` is not later. */
export function workingDaysBetween(calendar: WorkingCalendar, from: CalendarDate, to: CalendarDate): number {
	let count = 0;
	for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
		if (isWorkingDay(calendar, day)) count += 1;
	}
	return count;
}

/** The instant at which a last day is over: 00:00 of the next day in Vietnam. In time means before it. */
export function deadlineEnd(lastDay: CalendarDate): Date {
	return startOfVietnamDay(addDays(lastDay, 1));
}

/**
 * Whether the days of a year are known: it was confirmed, or its Tết is listed. The five days of Tết fall between 15
 * January and 28 February and take at least three weekdays; a year with New Year's Day alone is not known.
 */
export function isKnownYear({ days, confirmedYears }: WorkingCalendar, year: number): boolean {
	if (confirmedYears.has(year)) return true;
	const [from, to] = [calendarDate(`${year}-01-15`), calendarDate(`${year}-02-28`)];
	const tet = [...days.values()].filter(
		({ date, kind }) => kind === 'holiday' && date >= from && date <= to && weekday(date) <= 5
	);
	return tet.length >= 3;
}

/** Whether a term from `from` to `to` reaches into a year whose days are not known: it may yet move. */
export function isProvisional(calendar: WorkingCalendar, from: CalendarDate, to: CalendarDate): boolean {
	for (let year = dateParts(from).year; year <= dateParts(to).year; year += 1) {
		if (!isKnownYear(calendar, year)) return true;
	}
	return false;
}
