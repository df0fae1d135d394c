import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFLICT_GROUNDS } from '#lib/domain/access/conflict-of-interest.ts';
import { citationIn } from './citation.ts';

const DEFINITIONS = path.resolve(import.meta.dirname, '../../../definitions');

/** Every citation that stands anywhere in a definition. */
function citationsOf(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
		key === 'citation' && typeof part === 'string' ? [part] : citationsOf(part)
	);
}

const stored = new Set([
	...readdirSync(DEFINITIONS).flatMap((file) =>
		citationsOf(JSON.parse(readFileSync(path.join(DEFINITIONS, file), 'utf8')))
	),
	...Object.values(CONFLICT_GROUNDS).map(({ citation }) => citation)
]);

describe('a citation', () => {
	it.each([
		['TT 03/2023/TT-BTC, Điều 4 khoản 7', 'Circular 03/2023/TT-BTC, Art. 4, clause 7'],
		[
			'TTLT 27/2015/TTLT-BKHCN-BTC, Điều 6 khoản 1 điểm c',
			'Joint Circular 27/2015/TTLT-BKHCN-BTC, Art. 6, clause 1, point c'
		],
		[
			'Áp dụng theo mẫu TT 20/2023/TT-BKHCN, Điều 10; NĐ 08/2014/NĐ-CP, Điều 33',
			'Modelled on Circular 20/2023/TT-BKHCN, Art. 10; Decree 08/2014/NĐ-CP, Art. 33'
		],
		['QĐ 996/QĐ-TTg ngày 10/08/2018', 'Decision 996/QĐ-TTg of 10/08/2018'],
		['TT 20/2023/TT-BKHCN, Điều 8.2.đ', 'Circular 20/2023/TT-BKHCN, Art. 8.2.đ']
	])('%s reads %s', (vi, en) => {
		expect(citationIn(vi, 'en')).toEqual({ text: en });
		expect(citationIn(vi, 'vi')).toEqual({ text: vi });
	});

	it('of a definition of the house is English on an English page', () => {
		expect(stored.size).toBeGreaterThan(30);
		expect([...stored].filter((one) => citationIn(one, 'en').lang === 'vi')).toEqual([]);
	});

	it('that has no English form stays whole, and says that it is Vietnamese', () => {
		const typed = 'TT 20/2023/TT-BKHCN, Điều 8; ý kiến của Sở Tài chính';
		expect(citationIn(typed, 'en')).toEqual({ text: typed, lang: 'vi' });
	});
});
