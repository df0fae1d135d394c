import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { arrangeDecided } from './decided-rows.ts';

/** The portal's own role, with the portal's own password, against the tables: what a hole in the code could do. */
let database: TestDatabase;
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

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

/** Why PostgreSQL itself says no: the role has no such right. */
const NO_RIGHT = /permission denied for/;

/** What is attacked, in which state it is, the statement, and why it is refused. */
const ATTACKS: readonly (readonly [
	table: string,
	column: string,
	state: string,
	sql: string,
	why: RegExp
])[] = [
	['audit_entry', 'actor_id', 'written', `UPDATE audit_entry SET actor_id = 'x'`, NO_RIGHT],
	['audit_entry', '*', 'written', `DELETE FROM audit_entry`, NO_RIGHT],
	['audit_entry', '*', 'written', `TRUNCATE audit_entry`, NO_RIGHT],
	['audit_detail', 'content', 'written', `UPDATE audit_detail SET content = '{"a":1}'`, NO_RIGHT],
	['audit_detail', '*', 'written', `DELETE FROM audit_detail`, NO_RIGHT],
	['audit_seal', 'hash', 'written', `UPDATE audit_seal SET hash = 'x'`, NO_RIGHT],
	['audit_seal', '*', 'written', `DELETE FROM audit_seal`, NO_RIGHT],
	['posting', 'amount', 'posted', `UPDATE posting SET amount = 5`, NO_RIGHT],
	['posting', '*', 'posted', `DELETE FROM posting`, NO_RIGHT],
	['journal_entry', 'kind', 'posted', `UPDATE journal_entry SET kind = 'commit'`, NO_RIGHT],
	['journal_entry', '*', 'posted', `DELETE FROM journal_entry`, NO_RIGHT],
	['application_revision', 'bytes', 'submitted', `UPDATE application_revision SET bytes = 'y'`, NO_RIGHT],
	['application_revision', '*', 'submitted', `DELETE FROM application_revision`, NO_RIGHT],
	['official_record', 'bytes', 'issued', `UPDATE official_record SET bytes = 'y'`, NO_RIGHT],
	['official_record', '*', 'issued', `DELETE FROM official_record`, NO_RIGHT],
	['app_clock', 'offset_sec', 'running', `UPDATE app_clock SET offset_sec = 86400`, NO_RIGHT],
	['app_clock', '*', 'running', `INSERT INTO app_clock (id) VALUES (2)`, NO_RIGHT],
	['counter', 'value', 'counted', `UPDATE counter SET value = 0`, NO_RIGHT],
	['fund_balance', 'allocated', 'any', `UPDATE fund_balance SET allocated = 999999`, NO_RIGHT],
	[
		'fund_balance',
		'*',
		'any',
		`INSERT INTO fund_balance (source_id, budget_year, allocated) VALUES ('${id(2)}', 2027, 5)`,
		NO_RIGHT
	],
	[
		'score_sheet',
		'state',
		'submitted',
		`UPDATE score_sheet SET state = 'draft', total = NULL, hash = NULL WHERE id = '${id(20)}'`,
		/the sheet is frozen/
	],
	[
		'score_sheet',
		'total',
		'submitted',
		`UPDATE score_sheet SET total = 99 WHERE id = '${id(20)}'`,
		/the sheet is frozen/
	],
	[
		'score_sheet',
		'member_id',
		'draft',
		`UPDATE score_sheet SET member_id = '${id(18)}' WHERE id = '${id(43)}'`,
		/stays with its member/
	],
	['score_sheet', '*', 'any', `DELETE FROM score_sheet`, NO_RIGHT],
	[
		'score_sheet',
		'state',
		'session closed',
		`UPDATE score_sheet SET state = 'submitted', total = 9, hash = 'h', submitted_at = app_now() WHERE id = '${id(55)}'`,
		/the session is closed/
	],
	[
		'score_sheet',
		'*',
		'session closed',
		`INSERT INTO score_sheet (id, member_id, application_id, state, updated_at) VALUES (gen_random_uuid(), '${id(42)}', '${id(52)}', 'draft', app_now())`,
		/the session is closed/
	],
	[
		'score_mark',
		'*',
		'session closed',
		`INSERT INTO score_mark (sheet_id, criterion_key, value) VALUES ('${id(55)}', 'c1', 5)`,
		/the session is closed/
	],
	[
		'score_mark',
		'value',
		'sheet submitted',
		`UPDATE score_mark SET value = 100 WHERE sheet_id = '${id(20)}'`,
		/the sheet is frozen/
	],
	[
		'score_mark',
		'sheet_id',
		'sheet submitted',
		`UPDATE score_mark SET sheet_id = '${id(43)}' WHERE sheet_id = '${id(20)}'`,
		/the sheet is frozen/
	],
	[
		'score_mark',
		'*',
		'sheet submitted',
		`INSERT INTO score_mark (sheet_id, criterion_key, value) VALUES ('${id(20)}', 'c2', 5)`,
		/the sheet is frozen/
	],
	[
		'score_mark',
		'*',
		'sheet submitted',
		`DELETE FROM score_mark WHERE sheet_id = '${id(20)}'`,
		/the sheet is frozen/
	],
	[
		'review_session',
		'conclusion',
		'closed',
		`UPDATE review_session SET conclusion = 'x' WHERE id = '${id(51)}'`,
		/the session is closed/
	],
	[
		'review_session',
		'council_id',
		'planned',
		`UPDATE review_session SET council_id = '${id(17)}' WHERE id = '${id(40)}'`,
		/a session stays with its council/
	],
	[
		'review_session',
		'lot_id',
		'planned',
		`UPDATE review_session SET lot_id = '${id(13)}' WHERE id = '${id(40)}'`,
		/review_session.lot_id does not change/
	],
	[
		'tally',
		'session_id',
		'session closed',
		`UPDATE tally SET session_id = '${id(40)}'`,
		/the session is closed/
	],
	[
		'attendance',
		'session_id',
		'session closed',
		`UPDATE attendance SET session_id = '${id(40)}' WHERE session_id = '${id(51)}'`,
		/the session is closed/
	],
	[
		'attendance',
		'session_id',
		'planned',
		`UPDATE attendance SET session_id = '${id(51)}' WHERE session_id = '${id(40)}'`,
		/the session is closed/
	],
	['attendance', '*', 'session closed', `DELETE FROM attendance`, NO_RIGHT],
	[
		'ballot_ruling',
		'session_id',
		'session closed',
		`UPDATE ballot_ruling SET session_id = '${id(40)}'`,
		/the session is closed/
	],
	[
		'selection_item',
		'selection_id',
		'selection closed',
		`UPDATE selection_item SET selection_id = '${id(61)}'`,
		/the selection is closed/
	],
	[
		'selection_item',
		'*',
		'selection closed',
		`DELETE FROM selection_item WHERE selection_id = '${id(60)}'`,
		/the selection is closed/
	],
	[
		'selection',
		'call_id',
		'draft',
		`UPDATE selection SET call_id = '${id(12)}' WHERE id = '${id(61)}'`,
		/selection.call_id does not change/
	],
	[
		'conflict_declaration',
		'kind',
		'session closed',
		`UPDATE conflict_declaration SET kind = 'none' WHERE id = '${id(54)}'`,
		/the session has opened/
	],
	[
		'conflict_declaration',
		'member_id',
		'planned',
		`UPDATE conflict_declaration SET member_id = '${id(18)}' WHERE id = '${id(44)}'`,
		/stays with its member/
	],
	['conflict_declaration', '*', 'any', `DELETE FROM conflict_declaration`, NO_RIGHT],
	[
		'council_member',
		'undertaking_at',
		'signed',
		`UPDATE council_member SET undertaking_at = undertaking_at - interval '9 days' WHERE id = '${id(18)}'`,
		/signed once/
	],
	[
		'council_member',
		'undertaking_at',
		'unsigned',
		`UPDATE council_member SET undertaking_at = app_now() - interval '9 days', undertaking_hash = 'h' WHERE id = '${id(41)}'`,
		/signed once/
	],
	[
		'council_member',
		'role',
		'seated',
		`UPDATE council_member SET role = 'chair' WHERE id = '${id(18)}'`,
		/ended, or given anew/
	],
	[
		'council_member',
		'person_id',
		'seated',
		`UPDATE council_member SET person_id = '${id(22)}' WHERE id = '${id(18)}'`,
		/ended, or given anew/
	],
	[
		'council',
		'call_id',
		'seated',
		`UPDATE council SET call_id = '${id(50)}'`,
		/council.call_id does not change/
	],
	[
		'programme_definition',
		'document',
		'frozen',
		`UPDATE programme_definition SET document = '{"x":1}'`,
		/the definition is frozen/
	],
	[
		'call',
		'closes_at',
		'published',
		`UPDATE call SET closes_at = closes_at + interval '9 days' WHERE id = '${id(12)}'`,
		/the call is published/
	],
	[
		'call',
		'envelope',
		'published',
		`UPDATE call SET envelope = 9 WHERE id = '${id(12)}'`,
		/the call is published/
	],
	[
		'call',
		'definition_id',
		'published',
		`UPDATE call SET definition_id = '${id(21)}' WHERE id = '${id(12)}'`,
		/the call is published/
	],
	[
		'call',
		'state',
		'published',
		`UPDATE call SET state = 'draft' WHERE id = '${id(12)}'`,
		/does not go from published to draft/
	],
	[
		'call',
		'state',
		'selecting',
		`UPDATE call SET state = 'published' WHERE id = '${id(50)}'`,
		/does not go from opened to published/
	],
	[
		'lot',
		'proposer_id',
		'published',
		`UPDATE lot SET proposer_id = '${id(10)}' WHERE id = '${id(13)}'`,
		/the call is published/
	],
	[
		'lot',
		'call_id',
		'published',
		`UPDATE lot SET call_id = '${id(23)}' WHERE id = '${id(13)}'`,
		/the call is published/
	],
	['lot', '*', 'published', `DELETE FROM lot WHERE id = '${id(53)}'`, /the call is published/],
	[
		'application',
		'organisation_id',
		'submitted',
		`UPDATE application SET organisation_id = '${id(24)}' WHERE id = '${id(52)}'`,
		/stays with its call, lot and organisation/
	],
	[
		'application',
		'submitted_at',
		'submitted',
		`UPDATE application SET submitted_at = submitted_at - interval '1 day' WHERE id = '${id(52)}'`,
		/what a revision says/
	],
	[
		'application',
		'revision_id',
		'submitted',
		`UPDATE application SET revision_id = '${id(15)}' WHERE id = '${id(52)}'`,
		/what a revision says/
	],
	[
		'application',
		'lot_id',
		'submitted',
		`UPDATE application SET lot_id = '${id(13)}' WHERE id = '${id(52)}'`,
		/stays with its call, lot and organisation/
	],
	[
		'application',
		'state',
		'in_appraisal',
		`UPDATE application SET state = 'submitted' WHERE id = '${id(52)}'`,
		/does not go from in_appraisal to submitted/
	],
	['application', '*', 'any', `DELETE FROM application`, NO_RIGHT],
	['application_event', 'kind', 'written', `UPDATE application_event SET kind = 'x'`, NO_RIGHT],
	['application_event', '*', 'written', `DELETE FROM application_event`, NO_RIGHT],
	[
		'application_document',
		'file_name',
		'submitted',
		`UPDATE application_document SET file_name = 'x.pdf'`,
		/application_document.file_name does not change/
	],
	[
		'application_document',
		'sha256',
		'submitted',
		`UPDATE application_document SET sha256 = 'x'`,
		/application_document.sha256 does not change/
	],
	[
		'application_document',
		'object_key',
		'submitted',
		`UPDATE application_document SET object_key = 'x'`,
		/application_document.object_key does not change/
	],
	[
		'application_document',
		'application_id',
		'submitted',
		`UPDATE application_document SET application_id = '${id(14)}'`,
		/application_document.application_id does not change/
	],
	['application_document', '*', 'any', `DELETE FROM application_document`, NO_RIGHT],
	[
		'site_survey',
		'conclusion',
		'finished',
		`UPDATE site_survey SET conclusion = 'x'`,
		/the survey is finished/
	],
	['site_survey', '*', 'finished', `DELETE FROM site_survey`, NO_RIGHT],
	[
		'validity_check',
		'valid',
		'application in_appraisal',
		`UPDATE validity_check SET valid = false`,
		/validity is settled/
	],
	['validity_check', '*', 'any', `DELETE FROM validity_check`, NO_RIGHT],
	[
		'appraisal',
		'state',
		'approved',
		`UPDATE appraisal SET state = 'preparing' WHERE id = '${id(70)}'`,
		/does not go from approved to preparing/
	],
	[
		'appraisal',
		'state',
		'preparing',
		`UPDATE appraisal SET state = 'prepared' WHERE id = '${id(80)}'`,
		/not what its signatures say/
	],
	[
		'appraisal',
		'editors',
		'preparing',
		`UPDATE appraisal SET editors = '{}' WHERE id = '${id(80)}'`,
		/an editor stays an editor/
	],
	[
		'appraisal',
		'appraised_version_id',
		'preparing',
		`UPDATE appraisal SET appraised_version_id = '${id(72)}' WHERE id = '${id(80)}'`,
		/stays with its case/
	],
	[
		'budget_version',
		'budget_id',
		'open',
		`UPDATE budget_version SET budget_id = '${id(71)}' WHERE id = '${id(82)}'`,
		/budget_version.budget_id does not change/
	],
	[
		'approval_step',
		'revoked_at',
		'version frozen',
		`UPDATE approval_step SET revoked_at = app_now() WHERE budget_version_id = '${id(72)}'`,
		/the budget version is frozen/
	],
	['approval_step', '*', 'any', `DELETE FROM approval_step`, NO_RIGHT],
	[
		'approval_step',
		'person_id',
		'preparing',
		`INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES (gen_random_uuid(), '${id(82)}', 0, 'prepared', '${id(26)}', 'h82', app_now())`,
		/not of a role that the person holds/
	],
	[
		'approval_step',
		'at',
		'preparing',
		`INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES (gen_random_uuid(), '${id(82)}', 0, 'prepared', '${id(25)}', 'h82', app_now() - interval '9 days')`,
		/a signature is given now/
	],
	[
		'approval_step',
		'*',
		'preparing',
		`INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES (gen_random_uuid(), '${id(82)}', 0, 'prepared', '${id(25)}', 'h82', app_now())`,
		/not what its signatures say/
	],
	[
		'role_grant',
		'person_id',
		'in force',
		`UPDATE role_grant SET person_id = '${id(16)}'`,
		/ended, and another one given/
	],
	[
		'role_grant',
		'role',
		'in force',
		`UPDATE role_grant SET role = 'director'`,
		/ended, and another one given/
	],
	['role_grant', '*', 'in force', `DELETE FROM role_grant`, NO_RIGHT],
	[
		'role_grant',
		'granted_by',
		'new',
		`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES (gen_random_uuid(), '${id(16)}', 'director', 'all', '', app_now())`,
		/given by an administrator/
	],
	[
		'role_grant',
		'granted_by',
		'new',
		`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from, granted_by) VALUES (gen_random_uuid(), '${id(16)}', 'director', 'all', '', app_now(), '${id(25)}')`,
		/given by an administrator/
	],
	['trigger', 'enabled', 'any', `ALTER TABLE audit_entry DISABLE TRIGGER USER`, /must be owner of table/],
	[
		'setting',
		'session_replication_role',
		'any',
		`SET session_replication_role = 'replica'`,
		/permission denied to set parameter/
	],
	['trigger', '*', 'any', `DROP TRIGGER append_only ON posting`, /must be owner of relation/],
	['schema', '*', 'any', `CREATE TABLE public.mine (x int)`, NO_RIGHT],
	[
		'function',
		'app_now',
		'any',
		`CREATE OR REPLACE FUNCTION public.app_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'`,
		NO_RIGHT
	],
	['role', '*', 'any', `SET ROLE chuan_owner`, /permission denied to set role/],
	['_prisma_migrations', '*', 'any', `DELETE FROM _prisma_migrations`, NO_RIGHT]
];

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
		['official_record', `TRUNCATE official_record`, /official_record is append-only/],
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
