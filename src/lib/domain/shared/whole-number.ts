import { parseDecimal } from './decimal.ts';
import { ok, refuse, type Result } from './result.ts';

export interface WholeNumberOptions {
	/** Both inclusive. `min` is 0 when absent. */
	readonly min?: number;
	readonly max: number;
	/** Path of the input, carried by the refusal. */
	readonly field?: string;
}

/**
 * Reads a whole number that a person typed or a form carries: `12`, `1.200`. Nothing typed is no number, never 0.
 * Refusals: `decimal_empty`, `number_not_whole`, `decimal_negative`, `decimal_too_large` {digits}, `number_too_small`
 * and `number_too_large` {bound}.
 */
export function parseWholeNumber(text: string, { min = 0, max, field }: WholeNumberOptions): Result<number> {
	const extra = field === undefined ? {} : { field };
	const read = parseDecimal(text, { maxScale: 0, allowNegative: min < 0, ...extra });
	if (!read.ok) return read;
	const { unscaled } = read.value;
	if (unscaled < BigInt(min))
		return refuse('number_too_small', { ...extra, params: { bound: boundText(String(min)) } });
	if (unscaled > BigInt(max))
		return refuse('number_too_large', { ...extra, params: { bound: boundText(String(max)) } });
	return ok(Number(unscaled));
}

/** A limit as the person would write it: `12,5`, `10.000`; four digits stay together, since they may be a year. */
export function boundText(plain: string): string {
	const [whole = '', behind] = plain.split('.');
	const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, '.');
	return behind === undefined ? grouped : `${grouped},${behind}`;
}
