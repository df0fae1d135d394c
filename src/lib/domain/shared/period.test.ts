import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	deadlineDay,
	endsWithDay,
	addDays,
	addMonths,
	calendarDate,
	compareDates,
	contains,
	daysBetween,
	endOfMonth,
	isCalendarDate,
	isWithinWindow,
	overlaps,
	parseCalendarDate,
	parsePeriod,
	startOfVietnamDay,
	vietnamDateOf,
	vietnamInstant,
	vietnamTimeOf,
	weekday
} from './period.ts';

const d = calendarDate;
const anyDate = fc.integer({ min: 0, max: 100_000 }).map((days) => addDays(d('1900-01-01'), days));

describe('parseCalendarDate', () => {
	it.each([
		['2026-02-28', '2026-02-28'],
		['28/02/2026', '2026-02-28'],
		[' 5/2/2026 ', '2026-02-05'],
		['28-02-2026', '2026-02-28'],
		['28.02.2026', '2026-02-28'],
		['29/02/2024', '2024-02-29']
	])('reads %j', (text, date) => {
		expect(parseCalendarDate(text)).toEqual({ ok: true, value: date });
	});
	it.each([
		['', 'date_empty'],
		['hôm nay', 'date_format'],
		['2026-2-5', 'date_format'],
		['28/02-2026', 'date_format'],
		['28/02/26', 'date_format'],
		['2026-02-28T00:00:00Z', 'date_format'],
		['31/02/2026', 'date_not_in_calendar'],
		['2026-02-31', 'date_not_in_calendar'],
		['29/02/2025', 'date_not_in_calendar'],
		['2026-13-01', 'date_not_in_calendar'],
		['00/01/2026', 'date_not_in_calendar'],
		['0001-01-01', 'date_out_of_range'],
		['2200-01-01', 'date_out_of_range']
	])('refuses %j: %s', (text, code) => {
		expect(parseCalendarDate(text, 'starts_on')).toMatchObject({ refusal: { code, field: 'starts_on' } });
	});
	it('throws for a date in the source that does not exist', () => {
		expect(() => d('31/01/2026')).toThrow(RangeError);
		expect(isCalendarDate('2026-02-31')).toBe(false);
		expect(isCalendarDate('2026-02-01')).toBe(true);
	});
});

describe('reckoning', () => {
	it('adds months by day number, else to the last day of the month', () => {
		expect(addMonths(d('2026-01-31'), 1)).toBe('2026-02-28');
		expect(addMonths(d('2024-01-31'), 1)).toBe('2024-02-29');
		expect(addMonths(d('2026-11-30'), 3)).toBe('2027-02-28');
		expect(addMonths(d('2026-03-31'), -1)).toBe('2026-02-28');
		expect(addMonths(d('2026-01-15'), -13)).toBe('2024-12-15');
		expect(endOfMonth(d('2026-11-03'))).toBe('2026-11-30');
	});
	it('knows weekdays', () => {
		expect(weekday(d('2026-11-22'))).toBe(7);
		expect(weekday(d('2026-11-23'))).toBe(1);
	});
	it('adds days back and forth', () => {
		fc.assert(
			fc.property(anyDate, fc.integer({ min: -400, max: 4000 }), (date, days) => {
				const then = addDays(date, days);
				expect(daysBetween(date, then)).toBe(days);
				expect(addDays(then, -days)).toBe(date);
				expect(compareDates(date, then)).toBe(days === 0 ? 0 : days > 0 ? -1 : 1);
			})
		);
	});
});

describe('Vietnam time', () => {
	it('is a day ahead from 17:00 UTC', () => {
		expect(vietnamDateOf(new Date('2026-11-22T16:59:59.999Z'))).toBe('2026-11-22');
		expect(vietnamDateOf(new Date('2026-11-22T17:00:00Z'))).toBe('2026-11-23');
		expect(startOfVietnamDay(d('2026-11-23')).toISOString()).toBe('2026-11-22T17:00:00.000Z');
		expect(vietnamInstant(d('2020-11-06'), 17).toISOString()).toBe('2020-11-06T10:00:00.000Z');
		expect(vietnamInstant(d('2020-11-06'), 24)).toEqual(startOfVietnamDay(d('2020-11-07')));
		expect(vietnamTimeOf(new Date('2026-11-22T17:00:09Z'))).toEqual({ hour: 0, minute: 0, second: 9 });
		for (const [hour, minute] of [
			[24, 1],
			[-1, 0],
			[10, 60]
		] as const) {
			expect(() => vietnamInstant(d('2026-01-01'), hour, minute)).toThrow(RangeError);
		}
	});
	it('finds the day that it started', () => {
		fc.assert(
			fc.property(anyDate, (date) => {
				expect(vietnamDateOf(startOfVietnamDay(date))).toBe(date);
			})
		);
	});
});

describe('the day of a deadline', () => {
	it('is the one that a deadline at 00:00 ends', () => {
		expect(deadlineDay(new Date('2026-12-07T17:00:00Z'))).toBe('2026-12-07');
		expect(deadlineDay(new Date('2026-12-31T17:00:00Z'))).toBe('2026-12-31');
	});
	it('is its own day at any other hour', () => {
		expect(deadlineDay(new Date('2026-12-07T17:00:00.001Z'))).toBe('2026-12-08');
		expect(deadlineDay(new Date('2026-12-07T10:00:00Z'))).toBe('2026-12-07');
	});
	it('ends with a deadline at 00:00 in Vietnam only', () => {
		expect(endsWithDay(new Date('2026-12-07T17:00:00Z'))).toBe(true);
		expect(endsWithDay(new Date('2026-12-07T17:00:00.001Z'))).toBe(false);
		expect(endsWithDay(new Date('2026-12-08T00:00:00Z'))).toBe(false);
	});
});

describe('periods', () => {
	it('hold their first day and not their end', () => {
		const period = { from: d('2026-01-01'), to: d('2026-02-01') };
		expect(contains(period, d('2025-12-31'))).toBe(false);
		expect(contains(period, d('2026-01-01'))).toBe(true);
		expect(contains(period, d('2026-01-31'))).toBe(true);
		expect(contains(period, d('2026-02-01'))).toBe(false);
		expect(contains({ from: d('2026-01-01'), to: null }, d('2100-01-01'))).toBe(true);
	});
	it('refuse an end that is not after the start', () => {
		const from = d('2026-02-01');
		expect(parsePeriod(from, null)).toMatchObject({ ok: true });
		expect(parsePeriod(from, d('2026-02-02'))).toMatchObject({ ok: true });
		expect(parsePeriod(from, from)).toMatchObject({ refusal: { code: 'period_end_before_start' } });
		expect(parsePeriod(from, d('2026-01-31'), 'term')).toMatchObject({ refusal: { field: 'term' } });
	});
	it('do not overlap where one begins at the end of the other', () => {
		const first = { from: d('2026-01-01'), to: d('2026-02-01') };
		expect(overlaps(first, { from: d('2026-02-01'), to: null })).toBe(false);
		expect(overlaps(first, { from: d('2026-01-31'), to: null })).toBe(true);
		expect(overlaps({ from: d('2025-01-01'), to: null }, first)).toBe(true);
	});
	it('a window is closed at its closing instant', () => {
		const window = { opensAt: new Date(1000), closesAt: new Date(2000) };
		expect([999, 1000, 1999, 2000].map((ms) => isWithinWindow(window, new Date(ms)))).toEqual([
			false,
			true,
			true,
			false
		]);
	});
});
