import { ok, refuse, type Result } from './result.ts';
import { codeText } from './vietnamese-text.ts';

declare const calendarDateBrand: unique symbol;

/**
 * A day of the civil calendar as `YYYY-MM-DD`, without hour or zone. Plain text order is time order.
 * Years 1900 to 2199: outside of them a typing error is far likelier than a date.
 */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

/** Days, `from` included and `to` not (null: no end). */
export interface Period {
	readonly from: CalendarDate;
	readonly to: CalendarDate | null;
}

/** Monday 1 … Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;
/** Vietnam has been UTC+7 without summer time throughout the years that matter here, so no zone table is needed. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

function daysInMonth(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function written(year: number, month: number, day: number): CalendarDate {
	const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
	return text as CalendarDate;
}

function dateOfUtc(ms: number): CalendarDate {
	const instant = new Date(ms);
	return written(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate());
}

/** Year, month 1–12 and day of a date. */
export function dateParts(date: CalendarDate): { year: number; month: number; day: number } {
	return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Midnight UTC of a date: a day count, not an instant of Vietnam. */
function utcOf(date: CalendarDate): number {
	const { year, month, day } = dateParts(date);
	return Date.UTC(year, month - 1, day);
}

/**
 * Reads `2026-02-28`, or `28/02/2026` as typed in Vietnam (also `28/2/2026`, `28-02-2026`, `28.02.2026`).
 * Refusals: `date_empty`, `date_format`, `date_not_in_calendar` (31/02), `date_out_of_range` (params.from, params.to years).
 */
export function parseCalendarDate(text: string, field?: string): Result<CalendarDate> {
	const extra = field === undefined ? {} : { field };
	const trimmed = codeText(text);
	if (trimmed === '') return refuse('date_empty', extra);
	const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed);
	const typed = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(trimmed);
	if (!iso && !typed) return refuse('date_format', extra);
	const [year, month, day] = (iso ? [iso[1], iso[2], iso[3]] : [typed?.[4], typed?.[3], typed?.[1]]).map(
		Number
	);
	if (year === undefined || month === undefined || day === undefined) return refuse('date_format', extra);
	if (year < FIRST_YEAR || year > LAST_YEAR) {
		return refuse('date_out_of_range', {
			...extra,
			params: { from: String(FIRST_YEAR), to: String(LAST_YEAR) }
		});
	}
	if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
		return refuse('date_not_in_calendar', extra);
	}
	return ok(written(year, month, day));
}

/** A date written in the source code or already checked by the database. Anything else is a bug and throws. */
export function calendarDate(text: string): CalendarDate {
	const parsed = parseCalendarDate(text);
	if (!parsed.ok || parsed.value !== text) throw new RangeError(`not a calendar date: ${text}`);
	return parsed.value;
}

/** True for a `YYYY-MM-DD` that exists. */
export function isCalendarDate(text: string): text is CalendarDate {
	const parsed = parseCalendarDate(text);
	return parsed.ok && parsed.value === text;
}

/** -1, 0 or 1. */
export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** The date `days` days later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
	return dateOfUtc(utcOf(date) + days * DAY_MS);
}

/** Whole days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
	return (utcOf(b) - utcOf(a)) / DAY_MS;
}

/**
 * The same day number `months` later, or the last day of that month where it has no such day
 * (31/01 + 1 month = 28/02; BLDS 2015, Art. 148.3).
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
	const { year, month, day } = dateParts(date);
	const count = year * 12 + (month - 1) + months;
	const toYear = Math.floor(count / 12);
	const toMonth = count - toYear * 12 + 1;
	return written(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Last day of the date's month. */
export function endOfMonth(date: CalendarDate): CalendarDate {
	const { year, month } = dateParts(date);
	return written(year, month, daysInMonth(year, month));
}

export function weekday(date: CalendarDate): Weekday {
	const sundayFirst = new Date(utcOf(date)).getUTCDay();
	return (sundayFirst === 0 ? 7 : sundayFirst) as Weekday;
}

/** The day it is in Vietnam at an instant: 17:00 UTC is already tomorrow. */
export function vietnamDateOf(instant: Date): CalendarDate {
	return dateOfUtc(instant.getTime() + VIETNAM_OFFSET_MS);
}

/** Hour, minute and second on a clock in Vietnam. */
export function vietnamTimeOf(instant: Date): { hour: number; minute: number; second: number } {
	const shifted = new Date(instant.getTime() + VIETNAM_OFFSET_MS);
	return { hour: shifted.getUTCHours(), minute: shifted.getUTCMinutes(), second: shifted.getUTCSeconds() };
}

/** 00:00 in Vietnam on that day. */
export function startOfVietnamDay(date: CalendarDate): Date {
	return new Date(utcOf(date) - VIETNAM_OFFSET_MS);
}

/** A clock time of a day in Vietnam, for deadlines such as "17 giờ 00 ngày 6/11". Minute 0–59, hour 0–24 (24:00 is the next day's 00:00). */
export function vietnamInstant(date: CalendarDate, hour: number, minute = 0): Date {
	if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60) {
		throw new RangeError(`not a time of day: ${hour}:${minute}`);
	}
	return new Date(startOfVietnamDay(date).getTime() + (hour * 60 + minute) * 60_000);
}

/**
 * The last day on which a deadline can still be kept. Deadlines are half-open: one at 00:00 ends the day before it
 * ("hết ngày 07/12" is stored as 00:00 of the 8th).
 */
export function deadlineDay(deadline: Date): CalendarDate {
	return vietnamDateOf(new Date(deadline.getTime() - 1));
}

/** True for a deadline at the end of a day: 00:00 in Vietnam. */
export function endsWithDay(deadline: Date): boolean {
	return startOfVietnamDay(vietnamDateOf(deadline)).getTime() === deadline.getTime();
}

/** Refusal: `period_end_before_start`; a period of no days (`to` equal to `from`) is refused as well. */
export function parsePeriod(from: CalendarDate, to: CalendarDate | null, field?: string): Result<Period> {
	if (to !== null && to <= from) {
		return refuse('period_end_before_start', field === undefined ? {} : { field });
	}
	return ok({ from, to });
}

/** True from the first day on, and before the end: the last day itself is outside. */
export function contains(period: Period, date: CalendarDate): boolean {
	return period.from <= date && (period.to === null || date < period.to);
}

/** True where the two have a day in common; one that begins where the other ends has none. */
export function overlaps(a: Period, b: Period): boolean {
	return (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
}

/** True when `opensAt <= at < closesAt`: what arrives at the closing instant itself is late. */
export function isWithinWindow(window: { opensAt: Date; closesAt: Date }, at: Date): boolean {
	return window.opensAt.getTime() <= at.getTime() && at.getTime() < window.closesAt.getTime();
}
