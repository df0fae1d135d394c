import { describe, expect, it } from 'vitest';
import { calendarDate } from '../shared/period.ts';
import { mayBegin, standingOn } from './dated-rows.ts';

const day = calendarDate;
const rows = [
	{ startsOn: day('2025-01-01'), endsOn: day('2026-03-01') },
	{ startsOn: day('2026-03-01'), endsOn: null }
];
const today = day('2026-11-30');

describe('dated rows of the office', () => {
	it('stand from their day until the day of the next', () => {
		expect(standingOn(rows, day('2024-12-31'))).toBeUndefined();
		expect(standingOn(rows, day('2025-01-01'))).toBe(rows[0]);
		expect(standingOn(rows, day('2026-02-28'))).toBe(rows[0]);
		expect(standingOn(rows, day('2026-03-01'))).toBe(rows[1]);
		expect(standingOn(rows, day('2050-01-01'))).toBe(rows[1]);
	});

	it('begin after today once papers are issued', () => {
		expect(mayBegin(day('2026-12-01'), rows, { today, printed: true })).toEqual({ ok: true, value: true });
		expect(mayBegin(today, rows, { today, printed: true })).toMatchObject({
			refusal: { code: 'office_row_past', field: 'startsOn' }
		});
		expect(mayBegin(today, rows, { today, printed: false }).ok).toBe(true);
		// A century late would keep out every row before it.
		expect(mayBegin(day('2126-12-02'), rows, { today, printed: true })).toMatchObject({
			refusal: { code: 'office_row_far', field: 'startsOn' }
		});
		expect(mayBegin(day('2020-01-01'), [], { today, printed: true }).ok).toBe(true);
	});

	it('begin after the last of them', () => {
		for (const taken of ['2026-03-01', '2026-02-28', '2025-01-01', '2024-01-01'])
			expect(mayBegin(day(taken), rows, { today, printed: false })).toMatchObject({
				refusal: { code: 'office_day_taken' }
			});
		expect(mayBegin(day('2026-03-02'), rows, { today, printed: false }).ok).toBe(true);
	});
});
