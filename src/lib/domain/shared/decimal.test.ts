import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDecimals,
	compareDecimals,
	decimal,
	decimalFromPlain,
	multiplyDecimals,
	multiplyDongByDecimal,
	parseDecimal,
	roundHalfUpDecimal,
	subtractDecimals,
	toPlain
} from './decimal.ts';
import {
	addFractions,
	compareFractions,
	divideFractions,
	fraction,
	fractionFromDecimal,
	multiplyFractions,
	roundHalfUpFraction,
	subtractFractions
} from './fraction.ts';

const anyDecimal = fc
	.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
	.map(([unscaled, scale]) => decimal(unscaled, scale));

describe('parseDecimal', () => {
	it.each([
		['12,5', 125n, 1],
		['0,125', 125n, 3],
		['1.234,56', 123456n, 2],
		['1 234,5', 12345n, 1],
		['7', 7n, 0],
		['1.234', 1234n, 0],
		['12,50', 1250n, 2],
		['0.2', 2n, 1],
		['2.5', 25n, 1],
		['0.125', 125n, 3],
		['12.75', 1275n, 2],
		['1234.567', 1234567n, 3],
		['12.3456', 123456n, 4],
		['１２\u200b,５', 125n, 1]
	])('reads %j', (text, unscaled, scale) => {
		expect(parseDecimal(text)).toEqual({ ok: true, value: { unscaled, scale } });
	});
	it('reads negative values only where they are asked for', () => {
		expect(parseDecimal('-0,5')).toMatchObject({ refusal: { code: 'decimal_negative' } });
		expect(parseDecimal('-0,5', { allowNegative: true })).toEqual({ ok: true, value: decimal(-5n, 1) });
	});
	it.each([
		['', 'decimal_empty'],
		['abc', 'decimal_not_a_number'],
		['1e3', 'decimal_not_a_number'],
		['NaN', 'decimal_not_a_number'],
		['1,2,3', 'decimal_not_a_number'],
		['12,', 'decimal_not_a_number'],
		[',5', 'decimal_not_a_number'],
		['1,234.5', 'decimal_not_a_number'],
		['12.5.5', 'decimal_grouping'],
		['1.23.456', 'decimal_grouping'],
		['12.34,5', 'decimal_grouping'],
		['12.', 'decimal_grouping'],
		['0,1234567', 'decimal_too_precise'],
		['1'.repeat(19), 'decimal_too_large']
	])('refuses %j: %s', (text, code) => {
		expect(parseDecimal(text, { field: 'range.to' })).toMatchObject({ refusal: { code, field: 'range.to' } });
	});
});

describe('decimal arithmetic', () => {
	it('writes one text for one value', () => {
		expect(toPlain(decimal(125n, 1))).toBe('12.5');
		expect(toPlain(decimal(12500n, 3))).toBe('12.5');
		expect(toPlain(decimal(-5n, 2))).toBe('-0.05');
		expect(toPlain(decimal(0n, 4))).toBe('0');
		expect(toPlain(decimal(300n, 2))).toBe('3');
	});
	it.each(['', '1.', '.5', '01', '1,5', '1e2', '--1'])('does not read %j as plain', (text) => {
		expect(decimalFromPlain(text)).toMatchObject({ refusal: { code: 'decimal_not_a_number' } });
	});
	it('bounds plain text', () => {
		expect(decimalFromPlain('1'.repeat(41))).toMatchObject({ refusal: { code: 'decimal_too_large' } });
	});
	it('compares by value and reads back what it writes', () => {
		expect(compareDecimals(decimal(150n, 2), decimal(15n, 1))).toBe(0);
		expect(compareDecimals(decimal(-1n, 0), decimal(1n, 9))).toBe(-1);
		fc.assert(
			fc.property(anyDecimal, anyDecimal, (a, b) => {
				const back = decimalFromPlain(toPlain(a));
				expect(back.ok && compareDecimals(back.value, a)).toBe(0);
				expect(toPlain(a) === toPlain(b)).toBe(compareDecimals(a, b) === 0);
				expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0);
				expect(compareDecimals(multiplyDecimals(a, b), multiplyDecimals(b, a))).toBe(0);
				expect(compareFractions(fractionFromDecimal(a), fractionFromDecimal(b))).toBe(compareDecimals(a, b));
			})
		);
	});
	it('rounds half away from zero, and pads a coarser value', () => {
		expect(roundHalfUpDecimal(decimal(1005n, 3), 2)).toEqual(decimal(101n, 2));
		expect(roundHalfUpDecimal(decimal(-1005n, 3), 2)).toEqual(decimal(-101n, 2));
		expect(roundHalfUpDecimal(decimal(3n, 0), 2)).toEqual(decimal(300n, 2));
		expect(() => decimal(1n, -1)).toThrow(RangeError);
	});
	it('gives the labour line of GL-DL-01', () => {
		expect(multiplyDongByDecimal(24_000_000n, decimal(244n, 1))).toBe(585_600_000n);
		expect(multiplyDongByDecimal(3n, decimal(5n, 1))).toBe(2n);
	});
});

describe('fractions', () => {
	it('keeps lowest terms with the sign above', () => {
		expect(fraction(6n, -4n)).toEqual({ num: -3n, den: 2n });
		expect(fraction(0n, 5n)).toEqual({ num: 0n, den: 1n });
		expect(() => fraction(1n, 0n)).toThrow(RangeError);
		expect(() => divideFractions(fraction(1n, 2n), fraction(0n, 3n))).toThrow(RangeError);
	});
	it('gives the mean and the bonus of GL-DL-03', () => {
		const mean = fraction(489n, 6n);
		expect(toPlain(roundHalfUpFraction(mean, 2))).toBe('81.5');
		expect(roundHalfUpFraction(mean, 2)).toEqual(decimal(8150n, 2));
		expect(toPlain(roundHalfUpFraction(multiplyFractions(mean, fraction(11n, 10n)), 2))).toBe('89.65');
	});
	it('compares without rounding', () => {
		expect(compareFractions(fraction(1n, 3n), fraction(3334n, 10000n))).toBe(-1);
		expect(compareFractions(fraction(2n, 4n), fraction(1n, 2n))).toBe(0);
	});
	it('adds and takes away exactly', () => {
		const any = fc.tuple(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 9n })).map(([n, d]) => fraction(n, d));
		fc.assert(
			fc.property(any, any, (a, b) => {
				expect(subtractFractions(addFractions(a, b), b)).toEqual(a);
				if (b.num !== 0n) expect(divideFractions(multiplyFractions(a, b), b)).toEqual(a);
			})
		);
	});
});
