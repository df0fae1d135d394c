/**
 * Integer division that says how it rounds. Everything that rounds in the portal ends here, so that a form,
 * an appraisal screen and a printed decision cannot round the same figure differently.
 */

/** |n| of an integer. */
export function absolute(n: bigint): bigint {
	return n < 0n ? -n : n;
}

/**
 * `numerator / denominator` to the nearest integer, a half going away from zero, so that
 * `divideHalfUp(-x, d) === -divideHalfUp(x, d)` and a correction undoes exactly what it corrects.
 * A zero denominator is a bug and throws.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
	if (denominator === 0n) throw new RangeError('division by zero');
	const negative = numerator < 0n !== denominator < 0n;
	const n = absolute(numerator);
	const d = absolute(denominator);
	const magnitude = (2n * n + d) / (2n * d);
	return negative ? -magnitude : magnitude;
}

/** `numerator / denominator` rounded towards minus infinity. A zero denominator is a bug and throws. */
export function divideFloor(numerator: bigint, denominator: bigint): bigint {
	if (denominator === 0n) throw new RangeError('division by zero');
	const quotient = numerator / denominator;
	const exact = quotient * denominator === numerator;
	return !exact && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}

/** Greatest common divisor, never negative; gcd(0, 0) is 0. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
	let x = absolute(a);
	let y = absolute(b);
	while (y !== 0n) [x, y] = [y, x % y];
	return x;
}

/** 10 to the power of a whole, non-negative exponent. */
export function powerOfTen(exponent: number): bigint {
	if (!Number.isSafeInteger(exponent) || exponent < 0) throw new RangeError(`not an exponent: ${exponent}`);
	return 10n ** BigInt(exponent);
}
