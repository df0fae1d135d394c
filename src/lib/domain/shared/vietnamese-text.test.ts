import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import cases from './vietnamese-text.cases.json' with { type: 'json' };
import {
	cleanText,
	codeText,
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
	const unseen = [
		'\u00ad',
		'\u200b',
		'\u2060',
		'\u202e',
		'\u2066',
		'\ufeff',
		'\u3164',
		'\u{e0041}',
		'\u2800'
	];
	it('has nothing unseen in names and codes, wherever it stands', () => {
		for (const mark of unseen) {
			expect(collapse(`${mark}Nguyễn${mark} Thị${mark} Hạ${mark}nh${mark}`)).toBe('Nguyễn Thị Hạnh');
			expect(codeText(`${mark}5999${mark}900 016${mark}`)).toBe('5999900 016');
			expect(fold(`Hạ${mark}nh`)).toBe('hanh');
		}
		// What is composed again once the mark between is gone.
		expect(collapse('Tie\u034f\u0302\u0301ng')).toBe('Tiếng');
		expect(codeText(' １２\u00a0３ 10² ')).toBe('12 3 10²');
	});
	it('is empty when a reader would see nothing', () => {
		for (const text of [...unseen, ' \u200b\u00a0\u2060 ', '\u0301', '\uf0b7', '\u0007', '\ufe0f']) {
			expect(collapse(text), JSON.stringify(text)).toBe('');
			expect(cleanText(text), JSON.stringify(text)).toBe('');
		}
		for (const text of ['–', 'Y', '7', '中', '👍']) expect(collapse(text)).toBe(text);
	});
	it('keeps joined signs of long text, and drops there what turns or hides it', () => {
		expect(cleanText('👨\u200d👩\u200d👧 ✔\ufe0f\nhai')).toBe('👨\u200d👩\u200d👧 ✔\ufe0f\nhai');
		expect(cleanText('doanh\u00ad nghiệp\u202e X\u200b, Y\u2060\nhai\ufeff')).toBe('doanh nghiệp X, Y\nhai');
	});
	it('reads what it read once the same again', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(collapse(collapse(text))).toBe(collapse(text));
				expect(cleanText(cleanText(text))).toBe(cleanText(text));
				expect(codeText(codeText(text))).toBe(codeText(text));
			})
		);
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
