import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readMark } from './typed-mark.ts';

describe('a typed mark', () => {
	it.each([
		['', null],
		['  ', null],
		['0', 0],
		['7', 7],
		['07', 7],
		[' 15 ', 15],
		['１２', 12]
	])('%j is %j of 15', (text, mark) => {
		expect(readMark(text, 15)).toEqual({ ok: true, value: mark });
	});

	it.each([
		['16', 'mark_out_of_range'],
		['-1', 'mark_out_of_range'],
		['−1', 'mark_out_of_range'],
		['99999999999999999999', 'mark_out_of_range'],
		['7,5', 'mark_not_whole'],
		['7.0', 'mark_not_whole'],
		['12jkn', 'mark_not_whole'],
		['1 2', 'mark_not_whole'],
		['1e1', 'mark_not_whole'],
		['mười', 'mark_not_whole']
	])('%j of 15 is refused: %s', (text, code) => {
		expect(readMark(text, 15)).toMatchObject({ ok: false, refusal: { code } });
	});

	it('names the most that the slot takes', () => {
		expect(readMark('16', 15)).toMatchObject({ refusal: { params: { max: '15' } } });
	});

	it('is never another number than the one that was typed', () => {
		fc.assert(
			fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (text, max) => {
				const read = readMark(text, max);
				if (!read.ok) return;
				const typed = text.normalize('NFKC').trim();
				if (read.value === null) expect(typed).toBe('');
				else {
					expect(String(read.value)).toBe(typed.replace(/^0+(?=\d)/, ''));
					expect(read.value).toBeLessThanOrEqual(max);
				}
			})
		);
	});
});
