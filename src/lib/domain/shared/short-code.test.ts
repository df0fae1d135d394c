import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeInGroups, codeOfHash, hashBeginOf, isShortCode, typedShortCode } from './short-code.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const code = codeOfHash(hash('đơn'));
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a short code', () => {
	it('is 15 letters that nobody mistakes, the same for the same hash', () => {
		expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{15}$/);
		expect(codeOfHash(hash('đơn'))).toBe(code);
		expect(codeOfHash(hash('Đơn'))).not.toBe(code);
		expect(codeInGroups('7KQ4M2XD9HTAP3N')).toBe('7KQ4M-2XD9H-TAP3N');
	});

	it('tells every single letter that is wrong', () => {
		const passed = [...code].flatMap((right, place) =>
			[...LETTERS].filter(
				(wrong) => wrong !== right && isShortCode(code.slice(0, place) + wrong + code.slice(place + 1))
			)
		);
		expect(passed).toEqual([]);
	});

	it('says how its hash begins', () => {
		for (const text of ['a', 'b', 'đơn', '']) {
			const begin = hashBeginOf(codeOfHash(hash(text)));
			expect(begin).toHaveLength(17);
			expect(hash(text).startsWith(begin)).toBe(true);
		}
		expect(hashBeginOf(codeOfHash('0'.repeat(64)))).toBe('0'.repeat(17));
	});

	it('is read as people type it', () => {
		expect(typedShortCode(` ${codeInGroups(code).toLowerCase()} `)).toBe(code);
		expect(typedShortCode([...code].join(' '))).toBe(code);
		const withNought = codeOfHash(hash('x0')).replace(/^./, '0');
		const nought = [...LETTERS].map((last) => withNought.slice(0, -1) + last).find(isShortCode) ?? '';
		expect(typedShortCode(nought.replace('0', 'o'))).toBe(nought);
	});

	it.each(['', 'x', code.slice(1), `${code}0`, 'U'.repeat(15), `https://chuan.vn/${code}`])(
		'is not read from %s',
		(text) => {
			expect(typedShortCode(text)).toBeUndefined();
		}
	);
});
