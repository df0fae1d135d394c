import { describe, expect, it } from 'vitest';
import { occurrences, pageText } from './find-text.ts';

const piece = (str: string, hasEOL = false) => ({ str, hasEOL });
const page = pageText([
	piece('Công ty TNHH '),
	piece('Đo', false),
	piece(' lường', true),
	piece('Ia'),
	piece('Hrung, Đắk'),
	piece('  Đoa')
]);

describe('text of a page', () => {
	it('is found with marks and without, over pieces and over the end of a line', () => {
		expect(occurrences(page, 'do luong')).toEqual([[1, 2]]);
		expect(occurrences(page, 'ĐO LƯỜNG ia')).toEqual([[1, 2, 3]]);
		expect(occurrences(page, 'công ty')).toEqual([[0]]);
	});

	it('is found as often as it stands there', () => {
		expect(occurrences(page, 'đ')).toEqual([[1], [4], [5]]);
	});

	it('keeps a word whole that a file cuts in pieces', () => {
		expect(occurrences(page, 'iahrung')).toEqual([[3, 4]]);
	});

	it.each(['', '   ', 'ngô', 'đo  lường ib'])('is not found where it does not stand: %j', (wanted) => {
		expect(occurrences(page, wanted)).toEqual([]);
	});

	it('of a page without text holds nothing', () => {
		expect(occurrences(pageText([]), 'a')).toEqual([]);
	});
});
