import { absolute, divideFloor, divideHalfUp } from './exact-division.ts';
import { ok, refuse, type Refusal, type Result } from './result.ts';

/** Whole đồng. Never a `number`: a total of a provincial programme must be exact to the last đồng. */
export type Dong = bigint;

/** The largest amount the portal keeps, either sign; the database holds the same limit as a CHECK. */
export const MAX_DONG: Dong = 999_999_999_999_999n;

/** The limit as people read it, for the words of `money_too_large`. */
export const MAX_DONG_TEXT = '999.999.999.999.999';

const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;

/** True when the amount can be kept: |amount| <= 999.999.999.999.999. */
export function isWithinDongLimit(amount: Dong): boolean {
	return absolute(amount) <= MAX_DONG;
}

/** Passes a computed amount on, or refuses it: `money_too_large` (params.limit). */
export function checkDongLimit(amount: Dong, field?: string): Result<Dong> {
	return isWithinDongLimit(amount) ? ok(amount) : tooLarge(field);
}

function tooLarge(field?: string): { readonly ok: false; readonly refusal: Refusal } {
	return refuse('money_too_large', {
		...(field === undefined ? {} : { field }),
		params: { limit: MAX_DONG_TEXT }
	});
}

/** The amount as it travels in JSON and lies in frozen bytes: a decimal string without groups (`-1234567`). */
export function dongToPlain(amount: Dong): string {
	return amount.toString();
}

/**
 * Reads what `dongToPlain` wrote, and nothing looser.
 * Refusals: `money_not_a_number`, `money_too_large`.
 */
export function dongFromPlain(text: string): Result<Dong> {
	if (PLAIN.test(text)) return ok(BigInt(text));
	return /^-?[1-9]\d+$/.test(text) ? tooLarge() : refuse('money_not_a_number');
}

/** The exact sum. It may pass `MAX_DONG`; ask `checkDongLimit` before keeping it. */
export function sumDong(amounts: Iterable<Dong>): Dong {
	let total = 0n;
	for (const amount of amounts) total += amount;
	return total;
}

/** `amount × numerator ÷ denominator`, to the whole đồng, half away from zero (5 % is 1 over 20). */
export function multiplyDivideHalfUp(amount: Dong, numerator: bigint, denominator: bigint): Dong {
	return divideHalfUp(amount * numerator, denominator);
}

/** The nearest multiple of `step` đồng (1.000, 100.000), half away from zero. A step below 1 is a bug. */
export function roundHalfUpToStep(amount: Dong, step: Dong): Dong {
	if (step < 1n) throw new RangeError(`not a rounding step: ${step}`);
	return divideHalfUp(amount, step) * step;
}

/** The nearest multiple of `step` đồng that is not above the amount. A step below 1 is a bug. */
export function roundDownToStep(amount: Dong, step: Dong): Dong {
	if (step < 1n) throw new RangeError(`not a rounding step: ${step}`);
	return divideFloor(amount, step) * step;
}

/**
 * Splits an amount in proportion to whole weights so that the parts add up to it exactly: each gets its share
 * rounded down, and the đồng left over go to the largest remainders, an earlier place first where these are equal.
 * The same input gives the same split. A negative amount is split as its mirror image.
 * No weights, a negative weight, or weights that are all zero are a bug and throw.
 */
export function allocate(total: Dong, weights: readonly bigint[]): Dong[] {
	const whole = sumDong(weights);
	if (whole <= 0n || weights.some((weight) => weight < 0n))
		throw new RangeError('weights to share by must be positive');
	if (total < 0n) return allocate(-total, weights).map((part) => -part);

	const shares = weights.map((weight, place) => ({
		place,
		part: (total * weight) / whole,
		remainder: (total * weight) % whole
	}));
	let left = total - sumDong(shares.map((share) => share.part));
	const byRemainder = shares.toSorted((a, b) =>
		a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1
	);
	const parts = shares.map((share) => share.part);
	for (const { place, part } of byRemainder) {
		if (left === 0n) break;
		parts[place] = part + 1n;
		left -= 1n;
	}
	return parts;
}
