import { describe, expect, it } from 'vitest';
import { readTypedCode } from './typed-code.ts';

describe('a code as it is typed', () => {
	it.each([
		['MAP-2026-0012', ['map-2026-0012'], undefined],
		['  map - 2026 - 0012 ', ['map - 2026 - 0012', 'map-2026-0012'], undefined],
		['5900000001', ['5900000001'], undefined],
		['01/QĐ-SKHCN', ['01/qd-skhcn'], '1/qd-skhcn'],
		['1/qd', ['1/qd'], '1/qd'],
		['Số: 03 / BB - SKHCN', ['so: 03 / bb - skhcn', 'so: 03/bb-skhcn'], '3/bb-skhcn'],
		['10/TB\u200b-SKHCN', ['10/tb-skhcn'], '10/tb-skhcn']
	])('reads %j', (text, codes, number) => {
		expect(readTypedCode(text)).toEqual({ codes, ...(number && { number }) });
	});

	it.each(['1/', '01/2026', '/qd', 'QĐ-SKHCN', '0/QĐ', '%/qd'])(
		'takes %j for no number of a paper',
		(text) => {
			expect(readTypedCode(text).number).toBeUndefined();
		}
	);
});
