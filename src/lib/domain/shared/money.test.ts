import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideFloor, divideHalfUp } from './exact-division.ts';
import {
	MAX_DONG,
	allocate,
	checkDongLimit,
	dongFromPlain,
	dongToPlain,
	multiplyDivideHalfUp,
	roundDownToStep,
	roundHalfUpToStep,
	sumDong
} from './money.ts';
import { parseDong } from './typed-money.ts';

function refusalOf(text: string, allowNegative = false): string {
	const parsed = parseDong(text, { allowNegative, field: 'budget.amount' });
	if (parsed.ok) return `accepted ${parsed.value}`;
	expect(parsed.refusal.field).toBe('budget.amount');
	return parsed.refusal.code;
}

describe('parseDong', () => {
	it.each([
		['1.234.567', 1_234_567n],
		['1234567', 1_234_567n],
		['1 234 567', 1_234_567n],
		['1\u00a0234\u00a0567', 1_234_567n],
		['1\u202f234\u202f567', 1_234_567n],
		[' 620.000.000 đồng ', 620_000_000n],
		['620.000.000\u00a0đồng'.normalize('NFD'), 620_000_000n],
		['5000đ', 5000n],
		['5.000 VNĐ', 5000n],
		['5.000 vnd', 5000n],
		['0', 0n],
		['007', 7n],
		['12,5 triệu', 12_500_000n],
		['12.5 triệu', 12_500_000n],
		['12,5\u00a0TRIỆU ĐỒNG', 12_500_000n],
		['12,5tr', 12_500_000n],
		['1.500 triệu', 1_500_000_000n],
		['1,2 tỷ', 1_200_000_000n],
		['1,2 tỉ đồng'.normalize('NFD'), 1_200_000_000n],
		['1 tỷ 200 triệu', 1_200_000_000n],
		['1 tỷ 200 triệu 500 nghìn đồng', 1_200_500_000n],
		['500 nghìn', 500_000n],
		['500 ngàn', 500_000n],
		['500k', 500_000n],
		['0,5 triệu', 500_000n],
		['１２\u200b.５００', 12_500n],
		['-0', 0n],
		['999.999.999.999.999', MAX_DONG]
	])('reads %j', (text, amount) => {
		expect(parseDong(text)).toEqual({ ok: true, value: amount });
	});

	it('reads amounts below zero only where they are asked for', () => {
		expect(refusalOf('-5.000')).toBe('money_negative');
		expect(parseDong('-5.000', { allowNegative: true })).toEqual({ ok: true, value: -5000n });
		expect(parseDong('\u22125.000', { allowNegative: true })).toEqual({ ok: true, value: -5000n });
	});

	it.each([
		['', 'money_empty'],
		['   ', 'money_empty'],
		['đồng', 'money_not_a_number'],
		['abc', 'money_not_a_number'],
		['1e9', 'money_not_a_number'],
		['0x10', 'money_not_a_number'],
		['--5', 'money_not_a_number'],
		['+5', 'money_not_a_number'],
		['.500', 'money_not_a_number'],
		['[object Object]', 'money_not_a_number'],
		['1,5', 'money_not_whole'],
		['1.234,00', 'money_not_whole'],
		['1234,', 'money_not_whole'],
		['1,234,567', 'money_grouping'],
		['12.34', 'money_decimal_point'],
		['1.5', 'money_decimal_point'],
		['12.', 'money_grouping'],
		['12.5000', 'money_grouping'],
		['12,5 nghìn tỷ', 'money_not_a_number'],
		['triệu', 'money_not_a_number'],
		['12 trieuu', 'money_not_a_number'],
		['1 tỷ 2 tỷ', 'money_not_a_number'],
		['200 triệu 1 tỷ', 'money_not_a_number'],
		['1 tỷ 2000 triệu', 'money_not_a_number'],
		['1,5 tỷ 200 triệu', 'money_not_a_number'],
		['1 tỷ 200', 'money_not_a_number'],
		['12.34.5 triệu', 'money_not_a_number'],
		['constructor', 'money_not_a_number'],
		['1,2345678 triệu', 'money_not_whole'],
		['0,0001 nghìn', 'money_not_whole'],
		['1.000.000 tỷ', 'money_too_large'],
		['1234.567', 'money_grouping'],
		['1.234 567', 'money_grouping'],
		['1..234', 'money_grouping'],
		['1.000.', 'money_grouping'],
		['1.000.000.000.000.000', 'money_too_large'],
		['1000000000000000000', 'money_too_large']
	])('refuses %j: %s', (text, code) => {
		expect(refusalOf(text)).toBe(code);
	});
	it('says what to write instead of what could mean two things', () => {
		expect(parseDong('12.5')).toMatchObject({
			refusal: { params: { full: '12.500.000', short: '12,5', plain: '125' } }
		});
		expect(parseDong('1.2345')).toMatchObject({ refusal: { params: { instead: '12.345' } } });
		expect(parseDong('12.34.567')).toMatchObject({ refusal: { params: { instead: '1.234.567' } } });
		expect(parseDong('1,234,567')).toMatchObject({ refusal: { params: { instead: '1.234.567' } } });
	});
	it('never takes a point away: what is not parted in threes is no amount', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^\d{1,4}\.\d{1,6}$/), (text) => {
				const read = parseDong(text);
				expect(read.ok).toBe(/^\d{1,3}\.\d{3}$/.test(text));
			})
		);
	});
	it('reads millions and billions exactly as their digits', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: 999_999n }), fc.integer({ min: 0, max: 999 }), (whole, part) => {
				const behind = String(part).padStart(3, '0');
				expect(parseDong(`${whole},${behind} triệu`)).toEqual({
					ok: true,
					value: whole * 1_000_000n + BigInt(part) * 1000n
				});
			})
		);
	});
	it('refuses a megabyte of digits without reckoning with it', () => {
		expect(refusalOf('9'.repeat(1_000_000))).toBe('money_too_large');
		expect(refusalOf(`${'9'.repeat(1_000_000)} triệu`)).toBe('money_too_large');
	});

	it('reads back whatever is written with dots', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -MAX_DONG, max: MAX_DONG }), (amount) => {
				const digits = (amount < 0n ? -amount : amount).toString().replace(/\B(?=(\d{3})+$)/g, '.');
				const text = amount < 0n ? `-${digits}` : digits;
				expect(parseDong(text, { allowNegative: true })).toEqual({ ok: true, value: amount });
				expect(dongFromPlain(dongToPlain(amount))).toEqual({ ok: true, value: amount });
			})
		);
	});
});

describe('plain amounts', () => {
	it.each(['', '01', '-0', '1.000', '1e3', ' 1', '1n', '١'])('refuses %j', (text) => {
		expect(dongFromPlain(text)).toMatchObject({ ok: false, refusal: { code: 'money_not_a_number' } });
	});
	it('refuses what is over the limit', () => {
		expect(dongFromPlain('1000000000000000')).toMatchObject({ refusal: { code: 'money_too_large' } });
		expect(checkDongLimit(MAX_DONG)).toEqual({ ok: true, value: MAX_DONG });
		expect(checkDongLimit(-MAX_DONG - 1n, 'total')).toEqual({
			ok: false,
			refusal: { code: 'money_too_large', field: 'total', params: { limit: '999.999.999.999.999' } }
		});
	});
});

describe('rounding', () => {
	it('takes a half away from zero, mirrored below zero', () => {
		expect([5n, -5n, 4n, 15n, -15n].map((n) => divideHalfUp(n, 10n))).toEqual([1n, -1n, 0n, 2n, -2n]);
		expect(divideHalfUp(5n, -10n)).toBe(-1n);
		expect(divideFloor(-1n, 10n)).toBe(-1n);
		expect(divideFloor(-10n, 10n)).toBe(-1n);
		expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
		expect(() => divideFloor(1n, 0n)).toThrow(RangeError);
	});
	it('is never further than half a unit from the exact quotient', () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
				const distance = divideHalfUp(n, d) * d - n;
				expect(2n * (distance < 0n ? -distance : distance) <= d).toBe(true);
			})
		);
	});
	it('gives the management line of GL-DL-01: base over 19, to 1.000 đồng', () => {
		const base = sumDong([
			585_600_000n,
			96_000_000n,
			45_000_000n,
			38_000_000n,
			62_000_000n,
			9_000_000n,
			12_000_000n
		]);
		expect(roundHalfUpToStep(multiplyDivideHalfUp(base, 1n, 19n), 1000n)).toBe(44_611_000n);
	});
	it('rounds to a step', () => {
		expect(roundHalfUpToStep(1500n, 1000n)).toBe(2000n);
		expect(roundHalfUpToStep(-1500n, 1000n)).toBe(-2000n);
		expect(roundDownToStep(1999n, 1000n)).toBe(1000n);
		expect(roundDownToStep(-1n, 1000n)).toBe(-1000n);
		expect(() => roundHalfUpToStep(1n, 0n)).toThrow(RangeError);
		expect(() => roundDownToStep(1n, 0n)).toThrow(RangeError);
	});
});

describe('allocate', () => {
	it('gives the đồng left over to the largest remainders, the earlier place first', () => {
		expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
		expect(allocate(10n, [5n, 4n, 1n])).toEqual([5n, 4n, 1n]);
		expect(allocate(1n, [1n, 2n])).toEqual([0n, 1n]);
		expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
		expect(allocate(7n, [0n, 3n])).toEqual([0n, 7n]);
	});
	it('adds up exactly, and no part is a whole đồng off its share', () => {
		const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 });
		fc.assert(
			fc.property(fc.bigInt({ min: -MAX_DONG, max: MAX_DONG }), weights, (total, given) => {
				fc.pre(given.some((weight) => weight > 0n));
				const whole = sumDong(given);
				const parts = allocate(total, given);
				expect(sumDong(parts)).toBe(total);
				parts.forEach((part, place) => {
					const off = part * whole - total * (given[place] ?? 0n);
					expect(off < whole && off > -whole).toBe(true);
				});
				expect(allocate(total, given)).toEqual(parts);
			})
		);
	});
	it('throws on weights that share nothing', () => {
		for (const weights of [[], [0n, 0n], [-1n, 3n]]) expect(() => allocate(1n, weights)).toThrow(RangeError);
	});
});
