import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '#lib/domain/shared/decimal.ts';
import { fraction } from '#lib/domain/shared/fraction.ts';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import {
	formatDate,
	formatDateTime,
	formatDateTimeSeconds,
	formatDeadline,
	formatLongDate,
	formatTime
} from './dates.ts';
import {
	formatDecimal,
	formatDong,
	formatDongFigure,
	formatFraction2,
	formatInteger,
	formatMillionDong,
	formatPercent,
	formatPercentInColumn
} from './figures.ts';
import { formatFileSize } from './file-size.ts';
import { formatPhone } from './phone.ts';
import { timeLeft } from './time-left.ts';

const amounts = fc.bigInt({ min: -MAX_DONG, max: MAX_DONG });

describe('amounts', () => {
	it('carry their unit behind a no-break space', () => {
		expect(formatDong(1_234_567_000n, 'vi')).toBe('1.234.567.000\u00a0đồng');
		expect(formatDong(1_234_567_000n, 'en')).toBe('1,234,567,000\u00a0VND');
		expect(formatDong(0n, 'vi')).toBe('0\u00a0đồng');
	});
	it('have a true minus', () => {
		expect(formatDongFigure(-45_000_000n, 'vi')).toBe('\u221245.000.000');
		expect(formatDongFigure(-999n, 'en')).toBe('\u2212999');
	});
	it('are read back as they were', () => {
		fc.assert(
			fc.property(amounts, (amount) => {
				expect(parseDong(formatDong(amount, 'vi'), { allowNegative: true })).toEqual({
					ok: true,
					value: amount
				});
			})
		);
	});
	it('are shown in millions with three decimals', () => {
		expect(formatMillionDong(892_211_000n, 'vi')).toBe('892,211');
		expect(formatMillionDong(1_500n, 'vi')).toBe('0,002');
	});
});

describe('decimals and fractions', () => {
	it('have a comma in Vietnamese', () => {
		expect(formatDecimal(decimal(125n, 1), 'vi')).toBe('12,5');
		expect(formatDecimal(decimal(125n, 1), 'en')).toBe('12.5');
		expect(formatDecimal(decimal(123456700n, 2), 'vi')).toBe('1.234.567');
		expect(formatDecimal(decimal(-5n, 2), 'vi')).toBe('\u22120,05');
		expect(formatDecimal(decimal(5n, 0), 'vi', 2)).toBe('5,00');
		expect(formatDecimal(decimal(1005n, 3), 'vi', 2)).toBe('1,01');
		expect(formatDecimal(decimal(-4n, 3), 'vi', 2)).toBe('0,00');
		expect(formatInteger(68_400, 'vi')).toBe('68.400');
	});
	it('show scores with two places', () => {
		expect(formatFraction2(fraction(489n, 6n), 'vi')).toBe('81,50');
		expect(formatFraction2(fraction(5379n, 60n), 'vi')).toBe('89,65');
		expect(formatFraction2(fraction(2n, 3n), 'en')).toBe('0.67');
	});
	it('show shares', () => {
		expect(formatPercent(fraction(1n, 20n), 'vi')).toBe('5%');
		expect(formatPercentInColumn(fraction(-3n, 100n), 'vi')).toBe('−3,0%');
		expect(formatPercentInColumn(fraction(0n, 7n), 'en')).toBe('0.0%');
		expect(formatPercent(fraction(1n, 3n), 'vi')).toBe('33,3%');
	});
});

describe('dates', () => {
	it('are written as in Vietnam, and without doubt in English', () => {
		expect(formatDate(calendarDate('2026-02-05'), 'vi')).toBe('05/02/2026');
		expect(formatDate(calendarDate('2026-02-05'), 'en')).toBe('5 Feb 2026');
		expect(formatDate(new Date('2026-02-04T17:00:00Z'), 'vi')).toBe('05/02/2026');
	});
	it('carry Vietnam time', () => {
		const instant = new Date('2026-11-06T09:59:59.999Z');
		expect(formatTime(instant)).toBe('16:59');
		expect(formatDateTime(instant, 'vi')).toBe('16:59 06/11/2026');
		expect(formatDateTimeSeconds(instant, 'vi')).toBe('16:59:59 06/11/2026');
		expect(formatDateTimeSeconds(instant, 'en')).toBe('16:59:59, 6 Nov 2026');
	});
	it('name the day that a deadline at 00:00 ends, and the hour of any other', () => {
		const endOf7th = new Date('2026-12-07T17:00:00Z');
		expect(formatDeadline(endOf7th, 'vi')).toBe('hết ngày 07/12/2026');
		expect(formatDeadline(endOf7th, 'en')).toBe('end of 7 Dec 2026');
		expect(formatDeadline(new Date('2026-12-31T17:00:00Z'), 'vi')).toBe('hết ngày 31/12/2026');
		expect(formatDeadline(new Date('2026-12-07T17:01:00Z'), 'vi')).toBe('00:01 08/12/2026');
		expect(formatDeadline(new Date('2026-12-07T10:00:00Z'), 'vi')).toBe('17:00 07/12/2026');
		// Midnight elsewhere is no end of a day here.
		expect(formatDeadline(new Date('2026-12-08T00:00:00Z'), 'vi')).toBe('07:00 08/12/2026');
	});
	it('follow NĐ 30/2020 in official documents', () => {
		expect(formatLongDate(calendarDate('2026-02-05'), 'vi')).toBe('ngày 05 tháng 02 năm 2026');
		expect(formatLongDate(calendarDate('2020-04-21'), 'vi')).toBe('ngày 21 tháng 4 năm 2020');
		expect(formatLongDate(calendarDate('2026-12-01'), 'vi')).toBe('ngày 01 tháng 12 năm 2026');
		expect(formatLongDate(calendarDate('2026-02-05'), 'en')).toBe('5 February 2026');
	});
});

describe('timeLeft', () => {
	const now = new Date('2026-11-22T00:00:00Z');
	const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
	it.each([
		[18 * 1440 + 3 * 60 + 59, 'còn 18 ngày 3 giờ', '18 days 3 hours left'],
		[1440, 'còn 1 ngày', '1 day left'],
		[1440 + 30, 'còn 1 ngày', '1 day left'],
		[3 * 60 + 25, 'còn 3 giờ 25 phút', '3 hours 25 minutes left'],
		[60, 'còn 1 giờ', '1 hour left'],
		[1.99, 'còn 1 phút', '1 minute left'],
		[0.5, 'còn dưới 1 phút', 'less than 1 minute left'],
		[0, 'đã hết hạn', 'closed'],
		[-5, 'đã hết hạn', 'closed']
	])('%d minutes', (minutes, vi, en) => {
		expect(timeLeft(now, after(minutes), 'vi')).toBe(vi);
		expect(timeLeft(now, after(minutes), 'en')).toBe(en);
	});
});

describe('file sizes', () => {
	it.each([
		[0, '0\u00a0B'],
		[1023, '1.023\u00a0B'],
		[1024, '1\u00a0KB'],
		[1_048_575, '1\u00a0MB'],
		[1_572_864, '1,5\u00a0MB'],
		[50 * 1024 * 1024, '50\u00a0MB'],
		[5 * 1024 ** 3, '5\u00a0GB'],
		[5000 * 1024 ** 4, '5.000\u00a0TB']
	])('%d bytes', (bytes, text) => expect(formatFileSize(bytes, 'vi')).toBe(text));
	it('throws below zero', () => expect(() => formatFileSize(-1, 'vi')).toThrow(RangeError));
});

describe('telephone numbers', () => {
	it.each([
		['+84905123456', '0905 123 456'],
		['+842693820211', '0269 382 0211'],
		['+842438220000', '024 3822 0000'],
		['+85512345678', '+85512345678'],
		['', '']
	])('%s reads %s', (phone, read) => expect(formatPhone(phone)).toBe(read));
});
