import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeOfHash } from '#lib/domain/shared/short-code.ts';
import { markOfPage, readMark } from './print-code.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const code = codeOfHash(hash('đơn'));

describe('the mark of a page', () => {
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
