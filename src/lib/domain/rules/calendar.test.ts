import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate, weekday } from '../shared/period.ts';
import { OFFICIAL_CALENDAR } from './official-calendar.ts';
import {
	addWorkingDays,
	deadlineEnd,
	isKnownYear,
	isProvisional,
	isWorkingDay,
	lastDayOfTerm,
	workingCalendar,
	workingDaysBetween,
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
	it('knows a year by its Tết, or because somebody confirmed it; other holidays tell nothing', () => {
		const day = (date: string): CalendarDay => ({ date: d(date), kind: 'holiday', name: 'Nghỉ' });
		const of = (dates: readonly string[], confirmed: readonly number[] = []) => {
			const made = workingCalendar(dates.map(day), confirmed);
			if (!made.ok) throw new Error(made.refusal.code);
			return made.value;
		};
		expect(isKnownYear(of(['2028-01-03', '2028-04-04', '2028-09-01']), 2028)).toBe(false);
		expect(isKnownYear(of(['2028-01-25', '2028-01-26']), 2028)).toBe(false);
		// Saturday and Sunday are free anyhow.
		expect(isKnownYear(of(['2028-01-26', '2028-01-29', '2028-01-30']), 2028)).toBe(false);
		expect(isKnownYear(of(['2028-01-25', '2028-01-26', '2028-01-27']), 2028)).toBe(true);
		expect(isKnownYear(of([], [2028]), 2028)).toBe(true);
	});
	it('calls a term provisional that reaches into a year that is not known', () => {
		expect(isProvisional(OFFICIAL_CALENDAR, d('2026-12-20'), d('2027-03-01'))).toBe(false);
		expect(isProvisional(OFFICIAL_CALENDAR, d('2027-12-27'), d('2028-01-04'))).toBe(true);
		expect(isProvisional(OFFICIAL_CALENDAR, d('2027-12-20'), d('2027-12-31'))).toBe(false);
	});
});

describe('the days that are known', () => {
	it.each([
		['2027-01-29', 7, '2027-02-16'],
		['2027-01-29', 5, '2027-02-12'],
		['2027-02-03', 3, '2027-02-15'],
		['2026-11-20', 7, '2026-12-02'],
		['2026-08-21', 1, '2026-08-22'],
		['2026-08-28', 1, '2026-09-03'],
		['2026-01-01', 1, '2026-01-05'],
		['2026-01-09', 1, '2026-01-10'],
		['2027-04-29', 1, '2027-05-04'],
		['2027-09-01', 1, '2027-09-06'],
		['2027-11-23', 1, '2027-11-25']
	])('%s and %i working days end on %s', (from, count, last) => {
		expect(addWorkingDays(OFFICIAL_CALENDAR, d(from), count)).toBe(last);
	});
	it('name the document that fixes each of them', () => {
		const sources = [...OFFICIAL_CALENDAR.days.values()].map(
			({ date, source = '' }) => [date, source] as const
		);
		expect(sources.filter(([, source]) => source === '')).toEqual([]);
		const of = new Map(sources);
		expect(of.get(d('2026-11-24'))).toBe('Nghị quyết 28/2026/QH16');
		expect(of.get(d('2027-05-03'))).toBe('Bộ luật Lao động 2019, Điều 111 khoản 3');
		expect(of.get(d('2027-02-09'))).toBe('Công văn 10065/VPCP-KGVX ngày 02/10/2026');
	});
});
