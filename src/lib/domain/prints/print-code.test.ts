import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeInGroups, codeOfHash, markOfPage, readMark } from './print-code.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const code = codeOfHash(hash('đơn'));

describe('the code of a printed form', () => {
	it('is 15 letters that nobody mistakes, the same for the same content', () => {
		expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{15}$/);
		expect(codeOfHash(hash('đơn'))).toBe(code);
		expect(codeOfHash(hash('Đơn'))).not.toBe(code);
		expect(codeInGroups('7KQ4M2XD9HTAP3N')).toBe('7KQ4M-2XD9H-TAP3N');
	});

	it('comes back from the mark of a page', () => {
		expect(readMark(markOfPage(code, 12))).toEqual({ code, number: 12 });
	});

	it.each([
		'https://example.vn',
		'CHUAN-IN:7KQ4M2XD9HTAP3:1',
		markOfPage(code, 0),
		`${markOfPage(code, 1)}x`,
		markOfPage(code.toLowerCase(), 1)
	])('is not read from %s', (text) => {
		expect(readMark(text)).toBeUndefined();
	});

	it('tells every single letter that is wrong', () => {
		const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
		const passed = [...code].flatMap((right, place) =>
			[...letters].filter(
				(wrong) =>
					wrong !== right &&
					readMark(markOfPage(code.slice(0, place) + wrong + code.slice(place + 1), 1)) !== undefined
			)
		);
		expect(passed).toEqual([]);
	});
});
