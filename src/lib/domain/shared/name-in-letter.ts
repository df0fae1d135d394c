import { collapse } from './vietnamese-text.ts';

/** Longer than the longest name of a firm that reads as one. */
const LONGEST = 80;

/**
 * A name that somebody typed, as it may stand in a letter of the Department: one line, shortened, and nothing in it
 * that a mail program would turn into a link.
 */
export function nameInLetter(name: string): string {
	const line = collapse(name.normalize('NFC').replace(/[\p{Cc}\p{Cf}]+/gu, ' '));
	const dull = collapse(
		line
			.replace(/\p{L}[\p{L}\p{N}+.-]*:\/*(?=\S)/gu, (scheme) => (scheme.includes('/') ? '' : scheme))
			.replaceAll('@', ' ')
			.replace(/([.。．])(?=[\p{L}\p{N}])/gu, (dot, _sign, at: number, whole: string) =>
				/\p{N}/u.test(whole[at + 1] ?? '') ? dot : `${dot} `
			)
	);
	const letters = [...dull];
	return letters.length <= LONGEST
		? dull
		: `${letters
				.slice(0, LONGEST - 1)
				.join('')
				.trimEnd()}…`;
}
