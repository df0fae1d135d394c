import { decimal, type Decimal } from './decimal.ts';
import { divideHalfUp, greatestCommonDivisor, powerOfTen } from './exact-division.ts';

/**
 * An exact quotient with `den > 0`. An average stays one until the single rounding of what is shown;
 * comparing and ranking never look at a rounded figure.
 */
export interface Fraction {
	readonly num: bigint;
	readonly den: bigint;
}

/** `num / den` in lowest terms, the sign in `num`. A zero denominator is a bug and throws. */
export function fraction(num: bigint, den: bigint): Fraction {
	if (den === 0n) throw new RangeError('division by zero');
	const divisor = greatestCommonDivisor(num, den);
	const sign = den < 0n ? -1n : 1n;
	return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

/** Two whole numbers as they are written, not reduced: 2/4 stays what a circular says. */
export function fractionAsWritten({ num, den }: { readonly num: number; readonly den: number }): Fraction {
	return { num: BigInt(num), den: BigInt(den) };
}

/** A decimal as a fraction, exactly. */
export function fractionFromDecimal(value: Decimal): Fraction {
	return fraction(value.unscaled, powerOfTen(value.scale));
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
	return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function subtractFractions(a: Fraction, b: Fraction): Fraction {
	return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
	return fraction(a.num * b.num, a.den * b.den);
}

/** Dividing by a fraction of value zero is a bug and throws. */
export function divideFractions(a: Fraction, b: Fraction): Fraction {
	return fraction(a.num * b.den, a.den * b.num);
}

/** -1, 0 or 1 by cross multiplication: no rounding, so 1/3 < 3334/10000 whatever the digits shown. */
export function compareFractions(a: Fraction, b: Fraction): -1 | 0 | 1 {
	const difference = a.num * b.den - b.num * a.den;
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The fraction as a decimal of exactly `scale` digits, half away from zero (489/6 at 2 is 81,50). */
export function roundHalfUpFraction(value: Fraction, scale: number): Decimal {
	return decimal(divideHalfUp(value.num * powerOfTen(scale), value.den), scale);
}
