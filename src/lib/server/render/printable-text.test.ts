import { describe, expect, it } from 'vitest';
import { printableText, REPLACEMENT } from './printable-text.ts';

const all = (text: string): string => printableText(text, () => true);

describe('what a paper prints', () => {
	it.each([
		['composes', 'Ho\u031b\u0300n', 'Hờn'],
		[
			"turns Word's bullets into signs",
			'\uf0b7 một \uf0a7 hai \uf0fc ba \uf0d8 bốn',
			'• một ▪ hai ✓ ba ➢ bốn'
		],
		['writes squared units out', '12 ㎡, 3 ㎥, 5 ㎏', '12 m², 3 m³, 5 kg'],
		['drops what has no shape', 'a\u200bb\u00adc\u202ed\u0000e\ufe0f', 'abcde'],
		['keeps ends of lines of every kind', 'a\r\nb\u2028c\u0085d', 'a\nb\nc\nd'],
		['sets a tabulator as a space', 'a\tb', 'a b'],
		['says that a private character has no sign', 'x\ue123y', `x${REPLACEMENT}y`],
		['says so of a broken pair', 'x\ud83dy', `x${REPLACEMENT}y`]
	])('%s', (_, typed, printed) => {
		expect(all(typed)).toBe(printed);
	});

	it('puts the replacement where no face has the character', () => {
		expect(printableText('aあb', (code) => code < 0x3000)).toBe(`a${REPLACEMENT}b`);
	});
});
