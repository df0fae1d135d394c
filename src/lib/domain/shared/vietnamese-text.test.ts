import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from './vietnamese-text.cases.json' with { type: 'json' };
import {
	cleanText,
	collapse,
	fold,
	givenNameKey,
	graphemeLength,
	initials,
	nfc,
	searchText,
	wordCount
} from './vietnamese-text.ts';

describe('fold and initials', () => {
	it.each(cases)('$input', ({ input, folded, initials: letters }) => {
		expect(fold(input)).toBe(folded);
		expect(initials(input)).toBe(letters);
	});
	it('are the same for composed and decomposed text, and stable when repeated', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
				expect(fold(fold(text))).toBe(fold(text));
			})
		);
	});
	it('find a centre by its name and by its initials', () => {
		expect(searchText('Trung tâm Kỹ thuật')).toBe('trung tam ky thuat ttkt');
		expect(searchText(' ')).toBe('');
		expect(searchText('&')).toBe('&');
	});
});

describe('text at the door', () => {
	it('is NFC and well formed', () => {
		expect(nfc('Tie\u0302\u0301ng')).toBe('Tiếng');
		expect(nfc('a\ud800b')).toBe('a\ufffdb');
	});
	it('has single spaces in names', () => {
		expect(collapse(' Nguyễn \u00a0Thị\t\nHạnh ')).toBe('Nguyễn Thị Hạnh');
	});
	it('has no control characters in names either', () => {
		expect(collapse('Xã\u0000 Phú\u0007\u009f\tThiện')).toBe('Xã Phú Thiện');
	});
	it('has neither NUL nor other control characters, but keeps its lines', () => {
		expect(cleanText('  một\u0000\u0007\r\nhai\rba\tbốn \n')).toBe('một\nhai\nba\tbốn');
	});
});

describe('people', () => {
	it('are ordered by given name', () => {
		expect(givenNameKey('Nguyễn Thị  Hạnh')).toBe('hạnh nguyễn thị');
		expect(givenNameKey('Y Blăng')).toBe('blăng y');
		expect(givenNameKey('Hạnh')).toBe('hạnh');
		expect(givenNameKey('')).toBe('');
	});
});

describe('counting', () => {
	it('counts what a person sees', () => {
		expect(graphemeLength('Tiếng Việt')).toBe(10);
		expect(graphemeLength('Tiếng Việt'.normalize('NFD'))).toBe(10);
		expect(graphemeLength('👨‍👩‍👧')).toBe(1);
		expect(wordCount('  Đo lường,\u00a0chất lượng\n')).toBe(4);
		expect(wordCount(' ')).toBe(0);
	});
});
