import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cases from '#lib/domain/shared/vietnamese-text.cases.json' with { type: 'json' };
import { fold, initials, searchText } from '#lib/domain/shared/vietnamese-text.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

/** The fold of the database and the fold of the core are one rule written twice. */
let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(() => database.close());

describe('text as it is searched', () => {
	it.each(cases)('is the same in the database: $input', async ({ input, folded, initials: letters }) => {
		const { rows } = await database.app.query(
			'SELECT vn_fold($1) AS folded, vn_initials($1) AS initials, btrim(vn_search($1)) AS search',
			[input]
		);
		expect(rows).toEqual([{ folded, initials: letters, search: searchText(input) }]);
	});

	it('loses every unseen character in both, and no other by that rule', async () => {
		// Every code point that Unicode calls ignorable, and the neighbours of each range.
		const points = Array.from({ length: 0x10_000 + 0x1000 }, (_, at) =>
			at < 0x10_000 ? at : at + 0xd_0000
		).filter((point) => point !== 0 && (point < 0xd800 || point > 0xdfff));
		const texts = points.map((point) => `a${String.fromCodePoint(point)}b`);
		const { rows } = await database.app.query(
			`SELECT t AS text FROM unnest($1::text[]) t WHERE vn_fold(t) = 'ab'`,
			[texts]
		);
		const lost = rows.map((row: { text: string }) => row.text);
		expect(lost).toEqual(texts.filter((text) => fold(text) === 'ab'));
		expect(lost.length).toBeGreaterThan(4_000);
	});

	it('finds a name that was written with what cannot be seen', async () => {
		await database.owner.query(
			`INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at)
			 VALUES (gen_random_uuid(), 'enterprise', $1, '5999900016', 'A', '52', app_now())`,
			['Công\u200b ty C\u00adà phê\u2060 Ia Hrung']
		);
		const { rows } = await database.app.query(
			`SELECT count(*)::int AS found FROM organisation WHERE search_text LIKE '%' || $1 || '%'`,
			[fold('cà phê ia hrung')]
		);
		expect(rows).toEqual([{ found: 1 }]);
		expect(initials('Ia\u200b Hrung')).toBe('ih');
	});
});
