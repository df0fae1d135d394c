/** Twice or more: a single comma is a decimal mark, and `1,234` may be on its way to `1,234 tỷ`. */
const GROUPED_BY_COMMA = /^\s*-?\d{1,3}(,\d{3}){2,}\s*$/;
const DIGITS_AND_DOTS = /^\s*[-−]?[\d.\s\u00a0]*$/;

const WHOLE = /^\s*[-−]?\s*(\d+|\d{1,3}([.\s\u00a0]\d{3})+|\d{1,3}(,\d{3}){2,})\s*$/;

/** Whether commas part the whole text in threes: `45,000`, `1,234,567`. */
export const isGroupedByCommas = (text: string): boolean => /^\s*[-−]?\d{1,3}(,\d{3})+\s*$/.test(text);

/** Whether text reads as a whole amount: bare digits, or parted in threes. `1.50` is none, whatever it meant. */
export const isWholeAmount = (text: string): boolean => WHOLE.test(text);

/** `-1234567` -> `−1.234.567`: dots in threes and a true minus, the Vietnamese way. */
export function groupDigits(digits: string): string {
	const minus = /^[-−]/.test(digits) ? '−' : '';
	return minus + digits.replace(/\D/g, '').replace(/\B(?=(\d{3})+$)/g, '.');
}

/**
 * Text of an amount while it is typed, grouped anew, with the caret after the same digit as before.
 * Text that is not an amount (letters, a decimal comma) is left as typed: it is refused in words,
 * never corrected in silence.
 */
export function regroup(text: string, caret: number): { text: string; caret: number } {
	if (!DIGITS_AND_DOTS.test(text) && !GROUPED_BY_COMMA.test(text)) return { text, caret };
	const digitsBefore = text.slice(0, caret).replace(/\D/g, '').length;
	const signed = /^\s*[-−]/.test(text);
	const digits = text.replace(/\D/g, '');
	const grouped = (signed ? '-' : '') + groupDigits(digits);
	let place = signed && caret > 0 ? 1 : 0;
	for (let seen = 0; seen < digitsBefore; place += 1) {
		if (/\d/.test(grouped.charAt(place))) seen += 1;
	}
	return { text: grouped, caret: Math.min(place, grouped.length) };
}

/** One change of the text of an amount, as the box reports it. */
export interface TypedChange {
	/** Text before it. */
	readonly before: string;
	readonly text: string;
	readonly caret: number;
	/** What a key put in; null when something was deleted. */
	readonly inserted: string | null;
}

/**
 * The text of an amount after one key. Dots are set anew only while they are the box's own: a digit put into a whole
 * amount, or taken out of one. A dot that a person types stays where it was typed, so that `12.5` never turns into
 * `125`; it is refused in words, or becomes a whole amount once three digits follow.
 */
export function afterKey({ before, text, caret, inserted }: TypedChange): { text: string; caret: number } {
	const own = before.trim() === '' || isWholeAmount(before);
	const digits = inserted === null || /^\d+$/.test(inserted);
	return digits && (own || isWholeAmount(text)) ? regroup(text, caret) : { text, caret };
}
