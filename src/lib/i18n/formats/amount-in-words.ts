import { absolute } from '#lib/domain/shared/exact-division.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { dongInEnglishWords } from './amount-in-words-en.ts';
import type { Locale } from './locale.ts';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const BILLION = 1_000_000_000n;

function digitWord(digit: number): string {
	return DIGITS[digit] ?? '';
}

/** Tens and units of a group: mười, mươi; mốt after two tens or more, tư likewise, lăm after any ten. */
function tensAndUnits(tens: number, units: number): string[] {
	const words = tens === 1 ? ['mười'] : [digitWord(tens), 'mươi'];
	if (units === 0) return words;
	if (units === 5) return [...words, 'lăm'];
	if (tens > 1 && units === 1) return [...words, 'mốt'];
	if (tens > 1 && units === 4) return [...words, 'tư'];
	return [...words, digitWord(units)];
}

/** A group of three digits. Behind a higher group its hundreds are always said: "không trăm linh năm". */
function groupWords(group: number, behindHigher: boolean): string[] {
	const hundreds = Math.floor(group / 100);
	const tens = Math.floor(group / 10) % 10;
	const units = group % 10;
	const said = hundreds > 0 || behindHigher;
	const words = said ? [digitWord(hundreds), 'trăm'] : [];
	if (tens > 0) return [...words, ...tensAndUnits(tens, units)];
	if (units === 0) return words;
	return said ? [...words, 'linh', digitWord(units)] : [digitWord(units)];
}

/** A number below one thousand million: triệu, nghìn, and the rest; groups of zeros are not said. */
function belowBillion(value: number, behindHigher: boolean): string[] {
	const words: string[] = [];
	const groups: [number, string][] = [
		[Math.floor(value / 1_000_000), 'triệu'],
		[Math.floor(value / 1_000) % 1_000, 'nghìn'],
		[value % 1_000, '']
	];
	for (const [group, unit] of groups) {
		if (group === 0) continue;
		words.push(...groupWords(group, behindHigher || words.length > 0));
		if (unit !== '') words.push(unit);
	}
	return words;
}

/** A positive number, read in blocks of tỷ, so that 10^12 is "một nghìn tỷ". */
function positiveWords(value: bigint): string[] {
	const billions = value / BILLION;
	const rest = Number(value % BILLION);
	if (billions === 0n) return belowBillion(rest, false);
	return [...positiveWords(billions), 'tỷ', ...belowBillion(rest, true)];
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * An amount in words as official documents print it: "Sáu trăm hai mươi triệu đồng". First letter capital, "linh" and
 * not "lẻ", "nghìn" and not "ngàn", no "chẵn"; below zero "Âm …". Two different amounts never read alike.
 * In English: "Six hundred and twenty million Vietnamese dong".
 */
export function dongInWords(amount: Dong, locale: Locale = 'vi'): string {
	if (locale === 'en') return dongInEnglishWords(amount);
	const words = amount === 0n ? ['không'] : positiveWords(absolute(amount));
	return capitalised([...(amount < 0n ? ['âm'] : []), ...words, 'đồng'].join(' '));
}
