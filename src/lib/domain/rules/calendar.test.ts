import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate, weekday } from '../shared/period.ts';
import {
	addWorkingDays,
	deadlineEnd,
	isWorkingDay,
	lastDayOfTerm,
	workingCalendar,
	workingDaysBetween,
	yearsWithoutHolidays,
	type CalendarDay
} from './calendar.ts';

const d = calendarDate;
const days: CalendarDay[] = [
	{ date: d('2026-04-27'), kind: 'holiday', name: 'Giỗ Tổ Hùng Vương (nghỉ bù)' },
	{ date: d('2026-04-30'), kind: 'holiday', name: 'Ngày Chiến thắng' },
	{ date: d('2026-05-01'), kind: 'holiday', name: 'Ngày Quốc tế lao động' },
	{ date: d('2026-08-31'), kind: 'day_off', name: 'Hoán đổi ngày làm việc' },
	{ date: d('2026-08-22'), kind: 'working_day', name: 'Làm bù' },
	{ date: d('2026-09-01'), kind: 'holiday', name: 'Quốc khánh' },
	{ date: d('2026-09-02'), kind: 'holiday', name: 'Quốc khánh' }
];
const built = workingCalendar(days);
if (!built.ok) throw new Error('the sample calendar is wrong');
const calendar = built.value;

describe('working days', () => {
	it('follow the week, the holidays and the swaps', () => {
		expect(isWorkingDay(calendar, d('2026-04-29'))).toBe(true);
		expect(isWorkingDay(calendar, d('2026-05-02'))).toBe(false);
		expect(isWorkingDay(calendar, d('2026-04-30'))).toBe(false);
		expect(isWorkingDay(calendar, d('2026-08-31'))).toBe(false);
		expect(isWorkingDay(calendar, d('2026-08-22'))).toBe(true);
	});
	it('are counted from the day after', () => {
		expect(addWorkingDays(calendar, d('2026-04-24'), 1)).toBe('2026-04-28');
		expect(addWorkingDays(calendar, d('2026-04-28'), 2)).toBe('2026-05-04');
		expect(addWorkingDays(calendar, d('2026-08-21'), 1)).toBe('2026-08-22');
		expect(addWorkingDays(calendar, d('2026-08-28'), 1)).toBe('2026-09-03');
		expect(addWorkingDays(calendar, d('2026-05-01'), 0)).toBe('2026-05-04');
		expect(addWorkingDays(calendar, d('2026-05-04'), 0)).toBe('2026-05-04');
	});
	it('are found again between the two days', () => {
		const start = fc.integer({ min: 0, max: 400 }).map((offset) => addDays(d('2026-01-01'), offset));
		fc.assert(
			fc.property(start, fc.integer({ min: 1, max: 60 }), (from, count) => {
				const last = addWorkingDays(calendar, from, count);
				expect(isWorkingDay(calendar, last)).toBe(true);
				expect(workingDaysBetween(calendar, from, last)).toBe(count);
			})
		);
		expect(workingDaysBetween(calendar, d('2026-05-04'), d('2026-05-04'))).toBe(0);
		expect(workingDaysBetween(calendar, d('2026-05-05'), d('2026-05-04'))).toBe(0);
	});
	it('throw on a count that is none, and on a calendar without working days', () => {
		for (const count of [-1, 1.5])
			expect(() => addWorkingDays(calendar, d('2026-01-01'), count)).toThrow(RangeError);
		const never = workingCalendar(
			Array.from({ length: 400 }, (_, place) => ({
				date: addDays(d('2026-01-01'), place),
				kind: 'holiday' as const,
				name: 'đóng cửa'
			}))
		);
		if (!never.ok) throw new Error(never.refusal.code);
		expect(() => addWorkingDays(never.value, d('2026-01-01'), 1)).toThrow(RangeError);
	});
});

describe('terms (BLDS 2015, Art. 147–148)', () => {
	it('of days leave out the first and move off a holiday or weekend', () => {
		expect(lastDayOfTerm(calendar, d('2026-04-20'), { count: 3, unit: 'days' })).toBe('2026-04-23');
		expect(lastDayOfTerm(calendar, d('2026-04-20'), { count: 10, unit: 'days' })).toBe('2026-05-04');
		expect(weekday(d('2026-05-04'))).toBe(1);
	});
	it('of months end on the same day number or the last day', () => {
		expect(lastDayOfTerm(calendar, d('2026-08-31'), { count: 1, unit: 'months' })).toBe('2026-09-30');
		expect(lastDayOfTerm(calendar, d('2026-08-02'), { count: 1, unit: 'months' })).toBe('2026-09-03');
	});
	it('of working days skip what is not one', () => {
		expect(lastDayOfTerm(calendar, d('2026-04-24'), { count: 5, unit: 'working_days' })).toBe('2026-05-06');
	});
	it('are over at midnight in Vietnam after the last day', () => {
		expect(deadlineEnd(d('2026-12-24')).toISOString()).toBe('2026-12-24T17:00:00.000Z');
	});
});

describe('the list of days', () => {
	it('names each date that is listed twice', () => {
		const again: CalendarDay = { date: d('2026-05-01'), kind: 'working_day', name: 'nhầm' };
		expect(workingCalendar([...days, again])).toMatchObject({
			refusal: { code: 'calendar_day_twice', causes: [{ params: { date: '2026-05-01' } }] }
		});
	});
	it('says which years nobody has entered', () => {
		expect(yearsWithoutHolidays(calendar, d('2025-12-01'), d('2027-01-31'))).toEqual([2025, 2027]);
		expect(yearsWithoutHolidays(calendar, d('2026-01-01'), d('2026-12-31'))).toEqual([]);
	});
});
