import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { id } from './attack.ts';
import { ON_COUNCILS } from './attacks-on-councils.ts';
import { ON_DOSSIERS } from './attacks-on-dossiers.ts';
import { arrangeClaims, ON_ORGANISATIONS } from './attacks-on-organisations.ts';
import { arrangeDecided } from './decided-rows.ts';

/** The portal's own role, with the portal's own password, against the tables: what a hole in the code could do. */
let database: TestDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await database.owner.query(`
		INSERT INTO audit_entry (id, at, action, outcome, object_type, object_id, digest) VALUES ('${id(1)}', app_now(), 'x', 'done', 't', 'o', 'd');
		INSERT INTO audit_detail (entry_id, salt, content) VALUES ('${id(1)}', 's', '{}');
		INSERT INTO audit_seal (position, entry_id, previous_hash, hash, sealed_at) VALUES (1, '${id(1)}', '', 'h', app_now());
		INSERT INTO fund_source (id, code, name_vi) VALUES ('${id(2)}', 'N1', 'Nguồn 1');
		BEGIN;
		INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, at, by) VALUES ('${id(3)}', 'allocate', 'k1', 2026, app_now(), '${id(9)}');
		INSERT INTO posting (id, entry_id, account, source_id, budget_year, amount) VALUES
			('${id(4)}', '${id(3)}', 'allocation', '${id(2)}', 2026, -1000), ('${id(5)}', '${id(3)}', 'available', '${id(2)}', 2026, 1000);
		COMMIT;
		INSERT INTO official_record (id, kind, year, bytes, hash, issued_at, issued_by) VALUES ('${id(6)}', 'receipt', 2026, 'x', 'h', app_now(), '${id(9)}');
		SELECT next_number('SKHCN', 'QĐ', 2026);
	`);
	await arrangeSheet();
	await arrangeDecided(database, id);
	await arrangeClaims(database);
});
afterAll(() => database.close());

/** One submitted dossier with its revision and one frozen sheet. */
async function arrangeSheet(): Promise<void> {
	await database.owner.query(`
		INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at) VALUES ('${id(10)}', 'enterprise', 'Công ty', '5999900016', 'A', '52', app_now());
		INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at, frozen_at) VALUES ('${id(11)}', 'MAP', 1, 1, '{}', 'h', app_now(), app_now());
		INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, created_at)
			VALUES ('${id(12)}', 'MAP-2026', '${id(11)}', 'MAP', 'Đợt', app_now() - interval '1 day', app_now() + interval '1 day', 'published', app_now());
		INSERT INTO lot (id, call_id, code, position, title_vi) VALUES ('${id(13)}', '${id(12)}', 'L1', 1, 'Lô');
		INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, state, created_at, updated_at)
			VALUES ('${id(14)}', '${id(12)}', '${id(13)}', '${id(10)}', '${id(9)}', 'draft', app_now(), app_now());
		INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
			VALUES ('${id(15)}', '${id(14)}', 1, 'x', 'h', app_now(), '${id(9)}');
		INSERT INTO person (id, full_name, created_at) VALUES ('${id(16)}', 'Y Blăng', app_now());
		INSERT INTO council (id, call_id, name, state, created_at) VALUES ('${id(17)}', '${id(12)}', 'HĐ', 'seated', app_now());
		INSERT INTO council_member (id, council_id, person_id, role, appointed_at, undertaking_at) VALUES ('${id(18)}', '${id(17)}', '${id(16)}', 'reviewer', app_now(), app_now());
		INSERT INTO conflict_declaration (id, member_id, application_id, kind, declared_at) VALUES ('${id(19)}', '${id(18)}', '${id(14)}', 'none', app_now());
		INSERT INTO score_sheet (id, member_id, application_id, state, updated_at) VALUES ('${id(20)}', '${id(18)}', '${id(14)}', 'draft', app_now());
		INSERT INTO score_mark (sheet_id, criterion_key, value) VALUES ('${id(20)}', 'c1', 80);
		UPDATE score_sheet SET state = 'submitted', total = 80, hash = 'h', submitted_at = app_now() WHERE id = '${id(20)}';
	`);
}

const ATTACKS = [...ON_COUNCILS, ...ON_DOSSIERS, ...ON_ORGANISATIONS];

describe('as chuan_app, SQL is refused that', () => {
	it.each(ATTACKS)('changes %s.%s (%s): %s', async (_table, _column, _state, sql, why) => {
		await expect(database.app.query(sql)).rejects.toThrow(why);
	});

	it('attacks something that is there: each statement of a table touches a row', async () => {
		const { rows } = await database.owner.query<{ name: string; filled: boolean }>(
			`SELECT tablename AS name, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', tablename), false, true, '')))[1]::text::int > 0 AS filled
			 FROM pg_tables WHERE schemaname = 'public'`
		);
		const filled = new Set(rows.filter((row) => row.filled).map(({ name }) => name));
		const known = new Set(rows.map(({ name }) => name));
		const attacked = [...new Set(ATTACKS.map(([table]) => table))].filter((table) => known.has(table));
		expect(attacked.filter((table) => !filled.has(table))).toEqual([]);
	});

	it('posts without balance', async () => {
		const entry = `INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, at, by) VALUES (gen_random_uuid(), 'allocate', gen_random_uuid()::text, 2026, app_now(), '${id(9)}')`;
		await expect(database.app.query(entry)).rejects.toThrow(/does not sum to zero/);
		const onOld = `INSERT INTO posting (id, entry_id, account, source_id, budget_year, amount) VALUES (gen_random_uuid(), '${id(3)}', 'available', '${id(2)}', 2026, 7)`;
		await expect(database.app.query(onOld)).rejects.toThrow(/does not sum to zero/);
	});

	it('commits more than a fund holds', async () => {
		await expect(
			database.app.query(`
				WITH e AS (INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, at, by)
					VALUES ('${id(30)}', 'commit', 'over', 2026, app_now(), '${id(9)}') RETURNING id)
				SELECT 1 FROM e;
				INSERT INTO posting (id, entry_id, account, source_id, budget_year, amount) VALUES
					(gen_random_uuid(), '${id(30)}', 'available', '${id(2)}', 2026, -1001), (gen_random_uuid(), '${id(30)}', 'committed', '${id(2)}', 2026, 1001)`)
		).rejects.toThrow(/fund_balance_never_over/);
	});

	it('submits late, or with a time of its own', async () => {
		const late = (at: string) =>
			database.app.query(
				`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
				 VALUES (gen_random_uuid(), '${id(14)}', 2, 'x', 'h', ${at}, '${id(9)}')`
			);
		await expect(late(`app_now() - interval '1 hour'`)).rejects.toThrow(/outside the window/);
		await expect(late(`app_now() + interval '2 days'`)).rejects.toThrow(/outside the window/);
	});
});

describe('the owner, too, is refused that', () => {
	it.each([
		['audit_entry', `UPDATE audit_entry SET actor_id = 'x'`, /audit_entry is append-only/],
		['posting', `DELETE FROM posting`, /posting is append-only/],
		['official_record', `TRUNCATE official_record CASCADE`, /official_record is append-only/],
		['the clock going back', `UPDATE app_clock SET offset_sec = -5`, /moves forward only/],
		[
			'a part of a closed session',
			`DELETE FROM attendance WHERE session_id = '${id(51)}'`,
			/the session is closed/
		],
		['a file of a dossier', `UPDATE application_document SET sha256 = 'y'`, /sha256 does not change/]
	])('%s changes while the guards stand', async (_what, sql, why) => {
		await expect(database.owner.query(sql)).rejects.toThrow(why);
	});
});
