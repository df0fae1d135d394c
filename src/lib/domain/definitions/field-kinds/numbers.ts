import {
	compareDecimals,
	decimal,
	decimalFromPlain,
	parseDecimal,
	toPlain
} from '#lib/domain/shared/decimal.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import { fraction, fractionFromDecimal } from '#lib/domain/shared/fraction.ts';
import { dongFromPlain, dongToPlain } from '#lib/domain/shared/money.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { boundText } from '#lib/domain/shared/whole-number.ts';
import type { DecimalField, DongField, WholeNumberField } from '../field-definition.ts';
import { asText } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

/**
 * A decimal as typed in Vietnamese ('12,5'), stored as '12.5'.
 * Refusals: `answer_wrong_type`, those of `parseDecimal`, `number_too_small`, `number_too_large` {bound}.
 */
export const decimalNumber: FieldKind<DecimalField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.trim() === '') return ok(null);
		const figure = withoutUnit(text.value, field.unit);
		return bounded(figure, { scale: field.scale, ...present({ min: field.min, max: field.max }) }, path);
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression: (value) => fractionFromDecimal(readPlain(value))
};

/** Refusals: as a decimal without decimals, `number_not_whole` for what is none. */
export const wholeNumber: FieldKind<WholeNumberField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.trim() === '') return ok(null);
		const bounds = present({ min: field.min?.toString(), max: field.max?.toString() });
		return bounded(withoutUnit(text.value, field.unit), { scale: 0, ...bounds }, path);
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression: (value) => fractionFromDecimal(readPlain(value))
};

/** Refusals: `answer_wrong_type`, those of `parseDong`, `money_below` and `money_above` {limit} (plain đồng). */
export const dong: FieldKind<DongField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.trim() === '') return ok(null);
		const min = field.min === undefined ? 0n : BigInt(field.min);
		const amount = parseDong(text.value, { allowNegative: min < 0n, field: path });
		if (!amount.ok) return amount;
		if (amount.value < min) return refuse('money_below', { field: path, params: { limit: min.toString() } });
		if (field.max !== undefined && amount.value > BigInt(field.max)) {
			return refuse('money_above', { field: path, params: { limit: field.max } });
		}
		return ok(dongToPlain(amount.value));
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression(value) {
		const amount = dongFromPlain(value);
		if (!amount.ok) throw new Error('a stored amount is not an amount');
		return fraction(amount.value, 1n);
	}
};

/** `18 tháng` in a field that counts months is 18: the unit that stands beside the box may be typed with the figure. */
function withoutUnit(text: string, unit: Localized | undefined): string {
	const typed = text.trim().normalize('NFC');
	const said = [unit?.vi, unit?.en].find(
		(word) => word !== undefined && typed.toLowerCase().endsWith(word.normalize('NFC').toLowerCase())
	);
	if (said === undefined) return text;
	const figure = typed.slice(0, -said.normalize('NFC').length).trimEnd();
	return /\d$/.test(figure) ? figure : text;
}

interface Bounds {
	readonly scale: number;
	readonly min?: string;
	readonly max?: string;
}

function bounded(text: string, { scale, min, max }: Bounds, path: string): Result<string> {
	const lowest = min === undefined ? decimal(0n, 0) : readPlain(min);
	const parsed = parseDecimal(text, { maxScale: scale, allowNegative: lowest.unscaled < 0n, field: path });
	if (!parsed.ok) return parsed;
	if (compareDecimals(parsed.value, lowest) < 0) {
		return refuse('number_too_small', { field: path, params: { bound: boundText(toPlain(lowest)) } });
	}
	if (max !== undefined && compareDecimals(parsed.value, readPlain(max)) > 0) {
		return refuse('number_too_large', { field: path, params: { bound: boundText(max) } });
	}
	return ok(toPlain(parsed.value));
}

/** A decimal that this system wrote itself. */
function readPlain(text: string): Decimal {
	const value = decimalFromPlain(text);
	if (!value.ok) throw new Error('a stored number is not a number');
	return value.value;
}
