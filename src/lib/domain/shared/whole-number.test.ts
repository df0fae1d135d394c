import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundText, parseWholeNumber } from './whole-number.ts';

const read = (text: string, min?: number) => {
	const number = parseWholeNumber(text, { max: 2100, field: 'n', ...(min === undefined ? {} : { min }) });
	if (number.ok) return number.value;
	expect(number.refusal.field).toBe('n');
	return number.refusal.code;
};

describe('a whole number', () => {
	it.each([
		['0', 0],
		['12', 12],
		['1.200', 1200],
		['1 200', 1200],
		['007', 7],
		['１２', 12],
		['', 'decimal_empty'],
		[' \u200b', 'decimal_empty'],
		['12,5', 'number_not_whole'],
		['12.5', 'number_not_whole'],
		['12,', 'number_not_whole'],
		['1.20', 'number_not_whole'],
		['1e3', 'number_not_whole'],
		['0x10', 'number_not_whole'],
		['mười', 'number_not_whole'],
		['true', 'number_not_whole'],
		['[object Object]', 'number_not_whole'],
		['-1', 'decimal_negative'],
		['2101', 'number_too_large'],
		['9'.repeat(40), 'decimal_too_large']
	])('%j is %s', (text, expected) => {
		expect(read(text)).toBe(expected);
	});
	it('has limits in the words of the person', () => {
		expect(read('1', 2)).toBe('number_too_small');
		expect(parseWholeNumber('2101', { max: 2100 })).toMatchObject({ refusal: { params: { bound: '2100' } } });
		expect([boundText('2100'), boundText('10000000'), boundText('-5'), boundText('10.5')]).toEqual([
			'2100',
			'10.000.000',
			'-5',
			'10,5'
		]);
	});
	it('is the number that was written, or none', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const number = parseWholeNumber(text, { max: 1_000_000 });
				if (number.ok) expect(text.replace(/[. \u00a0]/g, '')).toMatch(/^[\d０-９\p{White_Space}]+$/u);
			})
		);
		fc.assert(
			fc.property(fc.nat(1_000_000), (count) => {
				expect(parseWholeNumber(String(count), { max: 1_000_000 })).toEqual({ ok: true, value: count });
			})
		);
	});
});
