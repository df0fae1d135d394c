import { absolute, divideHalfUp, powerOfTen } from './exact-division.ts';
import type { Dong } from './money.ts';
import { ok, refuse, type Result } from './result.ts';
import { codeText } from './vietnamese-text.ts';

/**
 * An exact decimal: `unscaled / 10^scale`, scale a whole number from 0. `{ unscaled: 125n, scale: 1 }` is 12,5.
 * Used for quantities, coefficients and measured values; never for money, which is whole đồng.
 */
export interface Decimal {
	readonly unscaled: bigint;
	readonly scale: number;
}

/** Most digits a decimal typed by a person may have, both sides of the mark together. */
export const MAX_DECIMAL_DIGITS = 18;

export function decimal(unscaled: bigint, scale: number): Decimal {
	if (!Number.isSafeInteger(scale) || scale < 0) throw new RangeError(`not a scale: ${scale}`);
	return { unscaled, scale };
}

export interface ParseDecimalOptions {
	/** Most digits behind the mark. Default 6. Digits beyond it are refused, never dropped. */
	readonly maxScale?: number;
	readonly allowNegative?: boolean;
	readonly field?: string;
}

/** A point that cannot part thousands: `0.125`, `2.5`, `1234.567`; key pads of phones offer no comma. */
const DECIMAL_POINT = /^(0|\d+)\.(\d{1,2}|\d{4,}|(?<=^0\.)\d{3}|(?<=^\d{4,}\.)\d{3})$/;

/**
 * Reads a decimal as typed in Vietnamese: comma before the decimals, dots or spaces between thousands
 * (`12,5`, `1.234,56`, `0,125`). A point is taken for the comma where it cannot part thousands (`0.2`, `2.5`, `12.75`);
 * `1.234` is one thousand two hundred and thirty-four.
 *
 * Refusals: `decimal_empty`, `decimal_not_a_number`, `decimal_grouping`, `decimal_negative`,
 * `decimal_too_precise` (params.scale), `decimal_too_large` (params.digits); where nothing may stand behind the mark
 * (`maxScale` 0), `number_not_whole` in place of the first three but `decimal_empty`.
 */
export function parseDecimal(text: string, options: ParseDecimalOptions = {}): Result<Decimal> {
	const { maxScale = 6, allowNegative = false, field } = options;
	const extra = field === undefined ? {} : { field };
	const written = codeText(text);
	if (written === '') return refuse('decimal_empty', extra);
	const negative = /^[-\u2212]/.test(written);
	let rest = negative ? written.slice(1).trimStart() : written;
	if (DECIMAL_POINT.test(rest)) rest = rest.replace('.', ',');
	const whole = maxScale === 0;
	if (!/^\d[\d. ]*(?:,\d+)?$/.test(rest)) {
		return refuse(whole ? 'number_not_whole' : 'decimal_not_a_number', extra);
	}
	const [before = '', behind = ''] = rest.split(',');
	if (whole && behind !== '') return refuse('number_not_whole', extra);
	if (!/^\d+$|^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?: \d{3})+$/.test(before))
		return refuse(whole ? 'number_not_whole' : 'decimal_grouping', extra);
	if (behind.length > maxScale) {
		return refuse('decimal_too_precise', { ...extra, params: { scale: String(maxScale) } });
	}
	const digits = (before.replace(/[. ]/g, '') + behind).replace(/^0+(?=\d)/, '');
	if (digits.length > MAX_DECIMAL_DIGITS) {
		return refuse('decimal_too_large', { ...extra, params: { digits: String(MAX_DECIMAL_DIGITS) } });
	}
	const magnitude = BigInt(digits);
	if (negative && magnitude !== 0n && !allowNegative) return refuse('decimal_negative', extra);
	return ok(decimal(negative ? -magnitude : magnitude, behind.length));
}

/**
 * The one written form of a value, for JSON and frozen bytes: a point, no groups, no zeros at the end
 * (`12.5`, `-0.05`, `3`). Equal values give equal text.
 */
export function toPlain(value: Decimal): string {
	const { unscaled, scale } = normaliseDecimal(value);
	const digits = absolute(unscaled)
		.toString()
		.padStart(scale + 1, '0');
	const whole = digits.slice(0, digits.length - scale);
	const behind = digits.slice(digits.length - scale);
	return `${unscaled < 0n ? '-' : ''}${whole}${behind === '' ? '' : `.${behind}`}`;
}

/** Reads `12.5` as written by `toPlain`; zeros at the end are allowed. Refusals: `decimal_not_a_number`, `decimal_too_large`. */
export function decimalFromPlain(text: string): Result<Decimal> {
	const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
	if (!match) return refuse('decimal_not_a_number');
	const [, sign = '', whole = '', behind = ''] = match;
	// Roomier than what a person types, since computed values travel this way too.
	if (whole.length + behind.length > 40) return refuse('decimal_too_large', { params: { digits: '40' } });
	const magnitude = BigInt(whole + behind);
	return ok(decimal(sign === '-' ? -magnitude : magnitude, behind.length));
}

/** The same value without zeros at the end of its decimals. */
export function normaliseDecimal(value: Decimal): Decimal {
	let { unscaled, scale } = value;
	while (scale > 0 && unscaled % 10n === 0n) {
		unscaled /= 10n;
		scale -= 1;
	}
	return decimal(unscaled, scale);
}

/** The value's integer at a scale not smaller than its own. */
function unscaledAt(value: Decimal, scale: number): bigint {
	return value.unscaled * powerOfTen(scale - value.scale);
}

/** -1, 0 or 1; `1.50` and `1.5` are equal. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
	const scale = Math.max(a.scale, b.scale);
	const difference = unscaledAt(a, scale) - unscaledAt(b, scale);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Exact sum, at the finer scale of the two. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return decimal(unscaledAt(a, scale) + unscaledAt(b, scale), scale);
}

/** Exact difference, at the finer scale of the two. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
	return addDecimals(a, decimal(-b.unscaled, b.scale));
}

/** Exact product; the scales add up. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
	return decimal(a.unscaled * b.unscaled, a.scale + b.scale);
}

/** The value at exactly `scale` decimals, half away from zero. A coarser value is padded: 3 at scale 2 is 3,00. */
export function roundHalfUpDecimal(value: Decimal, scale: number): Decimal {
	if (scale >= value.scale) return decimal(unscaledAt(value, scale), scale);
	return decimal(divideHalfUp(value.unscaled, powerOfTen(value.scale - scale)), scale);
}

/** Unit price in đồng times a quantity, to the whole đồng, half away from zero: the amount of one budget line. */
export function multiplyDongByDecimal(price: Dong, quantity: Decimal): Dong {
	return divideHalfUp(price * quantity.unscaled, powerOfTen(quantity.scale));
}
