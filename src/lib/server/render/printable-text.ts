/** A text as a paper prints it: every character that a person typed has a shape, or a sign that says that it has none. */

/** U+FFFD, a question mark in a lozenge: stands where no shipped face has the character. */
export const REPLACEMENT = '\ufffd';

/** What Word puts for bullets and signs of its fonts Symbol and Wingdings: private-use characters, U+F020 to U+F0FF. */
const WORD_SIGNS: ReadonlyMap<number, string> = new Map(
	Object.entries({
		0xf020: ' ',
		0xf025: '%',
		0xf028: '(',
		0xf029: ')',
		0xf02a: '*',
		0xf02b: '+',
		0xf02c: ',',
		0xf02d: '−',
		0xf02e: '.',
		0xf02f: '/',
		0xf03a: ':',
		0xf03b: ';',
		0xf03c: '<',
		0xf03d: '=',
		0xf03e: '>',
		0xf044: 'Δ',
		0xf046: '☞',
		0xf047: 'Γ',
		0xf04c: 'Λ',
		0xf050: 'Π',
		0xf051: 'Θ',
		0xf053: 'Σ',
		0xf057: 'Ω',
		0xf061: 'α',
		0xf062: 'β',
		0xf063: 'χ',
		0xf064: 'δ',
		0xf065: 'ε',
		0xf066: 'φ',
		0xf067: 'γ',
		0xf068: 'η',
		0xf06b: 'κ',
		0xf06c: '●',
		0xf06d: 'μ',
		0xf06e: '■',
		0xf06f: '□',
		0xf070: 'π',
		0xf071: 'θ',
		0xf072: 'ρ',
		0xf073: 'σ',
		0xf074: 'τ',
		0xf075: '◆',
		0xf076: '❖',
		0xf077: 'ω',
		0xf0a3: '≤',
		0xf0a5: '∞',
		0xf0a7: '▪',
		0xf0a8: '◻',
		0xf0ab: '★',
		0xf0ac: '←',
		0xf0ad: '↑',
		0xf0ae: '→',
		0xf0af: '↓',
		0xf0b0: '°',
		0xf0b1: '±',
		0xf0b3: '≥',
		0xf0b4: '×',
		0xf0b7: '•',
		0xf0b8: '÷',
		0xf0b9: '≠',
		0xf0bb: '≈',
		0xf0d6: '√',
		0xf0d8: '➢',
		0xf0de: '⇒',
		0xf0df: '←',
		0xf0e0: '→',
		0xf0e5: '∑',
		0xf0e8: '➔',
		0xf0f0: '⇨',
		0xf0fb: '✗',
		0xf0fc: '✓',
		0xf0fd: '☒',
		0xf0fe: '☑'
	}).map(([code, sign]) => [Number(code), sign])
);

/** Characters without a shape: controls, format characters (soft hyphen, joiners, direction), selectors, skin tones. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}]/gu;

/** Units and abbreviations in one square (U+3371 to U+33DF, ㎡ and ㎏ among them): the letters that they stand for. */
const SQUARED = /[\u3371-\u337a\u3380-\u33df\u33ff]/gu;

const RAISED: Readonly<Record<string, string>> = { '2': '²', '3': '³' };

/**
 * Composes the text, so that marks stand on their letters, and replaces what cannot be set as it is: line and page
 * separators by line ends, Word's private signs by theirs, other private characters and those that `covers` does not
 * know by U+FFFD.
 */
export function printableText(text: string, covers: (codePoint: number) => boolean): string {
	const composed = text
		.toWellFormed()
		.normalize('NFC')
		.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
		.replace(/[\t\u2000-\u200a\u205f\u3000]/g, ' ')
		.replace(UNSEEN, '')
		.replace(SQUARED, (sign) => sign.normalize('NFKC').replace(/[23]$/, (digit) => RAISED[digit] ?? digit));
	let printable = '';
	for (const character of composed) {
		const code = character.codePointAt(0) ?? 0;
		printable += WORD_SIGNS.get(code) ?? (shown(code, character, covers) ? character : REPLACEMENT);
	}
	return printable;
}

function shown(code: number, character: string, covers: (codePoint: number) => boolean): boolean {
	if (character === '\n') return true;
	return !/[\p{Co}\p{Cn}]/u.test(character) && covers(code);
}
