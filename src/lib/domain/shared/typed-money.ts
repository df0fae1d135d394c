import { powerOfTen } from './exact-division.ts';
import { MAX_DONG_TEXT } from './money.ts';
import type { Dong } from './money.ts';
import { ok, refuse, type Result } from './result.ts';
import { codeText } from './vietnamese-text.ts';

export interface ParseDongOptions {
	/** Accept amounts below zero (differences, corrections). Default: refuse. */
	readonly allowNegative?: boolean;
	/** Path of the input, carried by the refusal. */
	readonly field?: string;
}

/** Powers of ten of the words that an amount is counted in, also as they are typed without accents. */
const SCALES: Readonly<Record<string, number>> = {
	nghìn: 3,
	ngàn: 3,
	nghin: 3,
	ngan: 3,
	k: 3,
	thousand: 3,
	triệu: 6,
	trieu: 6,
	tr: 6,
	million: 6,
	tỷ: 9,
	tỉ: 9,
	ty: 9,
	ti: 9,
	billion: 9
};

const CURRENCY = / ?(?:đồng|đ|dong|₫|vnđ|vnd)$/u;
const PART = /^ ?(\d[\d., ]*?) ?(\p{L}+)/u;
const GROUPED = /^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)$/;
/** Most digits that are reckoned with at all: a megabyte of them is work that an attacker would enjoy. */
const MOST_DIGITS = 18;

type Figure = { readonly digits: bigint; readonly behind: number };

/**
 * Reads an amount as a person types it in Vietnamese: `1234567`, `1.234.567`, `1 234 567`, `12,5 triệu`, `1,2 tỷ`,
 * `500 nghìn`, `1 tỷ 200 triệu`, with or without `đ`, `đồng`, `VNĐ` behind. Without a word of scale the comma has no
 * meaning, since no part of a đồng exists, and a point parts threes or is refused; neither is guessed at.
 *
 * Refusals: `money_empty`, `money_not_a_number` (letters, signs), `money_not_whole` (a part of a đồng),
 * `money_decimal_point` ('12.5'; params.full and params.short say how 12,5 million are written, params.plain the digits
 * without the point), `money_grouping` (parts that are not threes; params.instead), `money_negative`, `money_too_large`.
 */
export function parseDong(text: string, options: ParseDongOptions = {}): Result<Dong> {
	const { allowNegative = false, field } = options;
	const extra = field === undefined ? {} : { field };
	const written = codeText(text).toLowerCase();
	if (written === '') return refuse('money_empty', extra);
	const negative = /^[-\u2212]/.test(written);
	const rest = (negative ? written.slice(1) : written).replace(CURRENCY, '').trim();
	const amount = /\p{L}/u.test(rest) ? inWords(rest) : inFigures(rest);
	if (!amount.ok) return { ok: false, refusal: { ...amount.refusal, ...extra } };
	if (negative && amount.value !== 0n && !allowNegative) return refuse('money_negative', extra);
	return ok(negative ? -amount.value : amount.value);
}

function inFigures(text: string): Result<Dong> {
	if (!/^\d[\d., ]*$/.test(text)) return refuse('money_not_a_number');
	if (/^[\d. ]*\d,\d*$/.test(text)) return refuse('money_not_whole');
	const digits = text.replace(/[., ]/g, '').replace(/^0+(?=\d)/, '');
	if (GROUPED.test(text)) return digits.length > 15 ? tooLarge() : ok(BigInt(digits));
	if (digits.length > 15) return tooLarge();
	const point = /^(\d{1,4})\.(\d{1,2})$/.exec(text);
	if (point === null) return refuse('money_grouping', { params: { instead: grouped(digits) } });
	const [, whole = '', behind = ''] = point;
	const full = BigInt(whole + behind) * powerOfTen(6 - behind.length);
	return refuse('money_decimal_point', {
		params: { full: grouped(full.toString()), short: `${whole},${behind}`, plain: grouped(digits) }
	});
}

/** Parts with words of scale, each smaller than the one before: `1 tỷ 200 triệu`. */
function inWords(text: string): Result<Dong> {
	let rest = text;
	let total = 0n;
	let above = Number.POSITIVE_INFINITY;
	while (rest !== '') {
		const part = PART.exec(rest);
		const scale = Object.hasOwn(SCALES, part?.[2] ?? '') ? SCALES[part?.[2] ?? ''] : undefined;
		const figure = figureOf(part?.[1] ?? '');
		if (part === null || scale === undefined || scale >= above || figure === undefined)
			return refuse('money_not_a_number');
		if (figure.digits.toString().length > MOST_DIGITS) return tooLarge();
		rest = rest.slice(part[0].length);
		const unscaled = figure.digits * powerOfTen(scale);
		const divisor = powerOfTen(figure.behind);
		if (unscaled % divisor !== 0n) return refuse('money_not_whole');
		// "1,5 tỷ 200 triệu" and "1 tỷ 2000 triệu" may be slips: each part is whole and stays below the one before.
		const amount = unscaled / divisor;
		if (above !== Number.POSITIVE_INFINITY && amount >= powerOfTen(above))
			return refuse('money_not_a_number');
		if (figure.behind > 0 && rest !== '') return refuse('money_not_a_number');
		total += amount;
		above = scale;
	}
	return total.toString().length > 15 ? tooLarge() : ok(total);
}

/** `1.200`, `12,5`, and `12.5`, whose point cannot part threes. */
function figureOf(text: string): Figure | undefined {
	const [whole = '', behind = ''] = text.split(',');
	if (text.length > MOST_DIGITS * 2) return { digits: powerOfTen(MOST_DIGITS), behind: 0 };
	if (GROUPED.test(whole) && (text === whole || /^\d{1,9}$/.test(behind))) {
		return { digits: BigInt(whole.replace(/[. ]/g, '') + behind), behind: behind.length };
	}
	const point = /^(\d{1,9})\.(\d{1,2}|\d{4,9})$/.exec(text);
	return point === null
		? undefined
		: { digits: BigInt(`${point[1] ?? ''}${point[2] ?? ''}`), behind: point[2]?.length ?? 0 };
}

function tooLarge(): Result<never> {
	return refuse('money_too_large', { params: { limit: MAX_DONG_TEXT } });
}

function grouped(digits: string): string {
	return digits.replace(/\B(?=(?:\d{3})+$)/g, '.');
}
