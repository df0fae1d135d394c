import type { TestDatabase } from '../../support/database.ts';

/** The chain of tasks, as the migration keeps it. */
const CHAIN = `(SELECT id FROM approval_chain WHERE key = 'task' AND version = 1)`;

/**
 * One call that has gone the whole way beside the one that is open: a closed session with its parts, a closed and an
 * open selection, an approved appraisal and one that is being prepared, a survey, a file, grants. Made by the owner.
 */
export async function arrangeDecided(database: TestDatabase, id: (n: number) => string): Promise<void> {
	await database.owner.query(`
		INSERT INTO person (id, full_name, created_at) VALUES
			('${id(22)}', 'Đỗ Minh Tuấn', app_now()), ('${id(25)}', 'Lê Thị Hồng Vân', app_now()), ('${id(26)}', 'Trịnh Công Danh', app_now()),
			('${id(27)}', 'Trần Quốc Dũng', app_now()), ('${id(28)}', 'Mai Quốc Việt', app_now()), ('${id(29)}', 'Hoàng Bảo Ngọc', app_now());
		INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES
			('${id(31)}', '${id(25)}', 'finance_officer', 'all', '', app_now()), ('${id(32)}', '${id(26)}', 'finance_head', 'all', '', app_now()),
			('${id(33)}', '${id(27)}', 'director', 'all', '', app_now()), ('${id(34)}', '${id(28)}', 'administrator', 'all', '', app_now());
		INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at) VALUES ('${id(24)}', 'enterprise', 'Công ty khác', '5999902750', 'B', '52', app_now());
		INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at, frozen_at) VALUES ('${id(21)}', 'TASK', 1, 1, '{}', 'h', app_now(), app_now());
		INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, created_at) VALUES
			('${id(23)}', 'MAP-2026-3', '${id(11)}', 'MAP', 'Đợt nháp', app_now(), app_now() + interval '1 day', 'draft', app_now()),
			('${id(50)}', 'TASK-2026-1', '${id(21)}', 'TASK', 'Đợt', app_now() - interval '1 hour', app_now() + interval '1 hour', 'published', app_now());
		UPDATE call SET published_at = app_now() WHERE state = 'published';
		INSERT INTO lot (id, call_id, code, position, title_vi) VALUES ('${id(53)}', '${id(50)}', 'L1', 1, 'Lô đã họp'), ('${id(39)}', '${id(50)}', 'L2', 2, 'Lô chưa họp');
		INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, state, revision_id, submitted_at, created_at, updated_at)
			VALUES ('${id(52)}', 'TASK-2026-0001', '${id(50)}', '${id(53)}', '${id(10)}', '${id(9)}', 'in_review', '${id(58)}', app_now(), app_now(), app_now()),
			('${id(45)}', 'TASK-2026-0002', '${id(50)}', '${id(39)}', '${id(10)}', '${id(9)}', 'in_review', '${id(59)}', app_now(), app_now(), app_now());
		INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by) SELECT revision_id, id, 1, 'x', 'h', submitted_at, created_by
			FROM application WHERE id IN ('${id(52)}', '${id(45)}');
		INSERT INTO application_event (id, application_id, kind, audience, at) VALUES ('${id(57)}', '${id(52)}', 'submitted', 'both', app_now());
		INSERT INTO application_document (id, application_id, item_key, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at)
			VALUES ('${id(56)}', '${id(52)}', 'form', 'don.pdf', 5, 'aa', 'application/pdf', 'k', 'clean', '${id(9)}', app_now());
		INSERT INTO site_survey (application_id, held_on, participants, recorded_by, recorded_at, finished_at) VALUES ('${id(52)}', '2026-01-01', 'A', '${id(9)}', app_now(), app_now());
		INSERT INTO validity_check (application_id, valid, checked_by, checked_at) VALUES ('${id(52)}', true, '${id(9)}', app_now());
		INSERT INTO council (id, call_id, name, state, created_at) VALUES ('${id(38)}', '${id(50)}', 'HĐ', 'seated', app_now());
		INSERT INTO council_member (id, council_id, person_id, role, appointed_at, undertaking_at) VALUES
			('${id(42)}', '${id(38)}', '${id(22)}', 'reviewer', app_now(), app_now()), ('${id(46)}', '${id(38)}', '${id(16)}', 'member', app_now(), app_now()),
			('${id(41)}', '${id(38)}', '${id(29)}', 'member', app_now(), NULL);
		INSERT INTO conflict_declaration (id, member_id, application_id, kind, declared_at) VALUES
			('${id(44)}', '${id(42)}', '${id(45)}', 'none', app_now()), ('${id(54)}', '${id(46)}', '${id(52)}', 'declared', app_now()),
			('${id(47)}', '${id(42)}', '${id(52)}', 'none', app_now()), ('${id(48)}', '${id(46)}', '${id(45)}', 'none', app_now());
		UPDATE conflict_declaration SET ruling = 'allowed' WHERE id = '${id(54)}';
		INSERT INTO score_sheet (id, member_id, application_id, state, updated_at) VALUES
			('${id(43)}', '${id(42)}', '${id(45)}', 'draft', app_now()), ('${id(55)}', '${id(46)}', '${id(52)}', 'draft', app_now());
		INSERT INTO review_session (id, lot_id, council_id, state) VALUES ('${id(40)}', '${id(39)}', '${id(38)}', 'planned'), ('${id(51)}', '${id(53)}', '${id(38)}', 'open');
		INSERT INTO attendance (session_id, member_id, present) VALUES ('${id(51)}', '${id(42)}', true), ('${id(40)}', '${id(46)}', true);
		INSERT INTO ballot_ruling (session_id, member_id, application_id, reason, ruled_by, ruled_at) VALUES ('${id(51)}', '${id(46)}', '${id(52)}', 'x', '${id(9)}', app_now());
		INSERT INTO tally (application_id, session_id, steps, passed, outcome) VALUES ('${id(52)}', '${id(51)}', '[]', true, 'recommended');
		UPDATE review_session SET state = 'closed', closed_at = app_now() WHERE id = '${id(51)}';
		INSERT INTO selection (id, call_id, state) VALUES ('${id(60)}', '${id(50)}', 'draft'), ('${id(61)}', '${id(23)}', 'draft');
		INSERT INTO selection_item (selection_id, application_id, position, outcome, requested) VALUES ('${id(60)}', '${id(52)}', 1, 'recommended', 5);
		UPDATE selection SET state = 'closed', closed_at = app_now() WHERE id = '${id(60)}';
		INSERT INTO budget (id, application_id) VALUES ('${id(71)}', '${id(52)}'), ('${id(81)}', '${id(45)}');
		INSERT INTO budget_version (id, budget_id, number, stage, hash, created_at) VALUES
			('${id(72)}', '${id(71)}', 1, 'appraised', 'h72', app_now()), ('${id(82)}', '${id(81)}', 1, 'appraised', 'h82', app_now());
		INSERT INTO appraisal (id, application_id, state, requested_version_id, appraised_version_id, chain_id, editors, created_at, updated_at) VALUES
			('${id(70)}', '${id(52)}', 'preparing', '${id(72)}', '${id(72)}', ${CHAIN}, '{}', app_now(), app_now()),
			('${id(80)}', '${id(45)}', 'preparing', '${id(82)}', '${id(82)}', ${CHAIN}, '{${id(25)}}', app_now(), app_now());
		INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES
			('${id(73)}', '${id(72)}', 0, 'prepared', '${id(25)}', 'h72', app_now()), ('${id(74)}', '${id(72)}', 1, 'verified', '${id(26)}', 'h72', app_now()),
			('${id(75)}', '${id(72)}', 2, 'approved', '${id(27)}', 'h72', app_now());
		UPDATE appraisal SET state = 'approved' WHERE id = '${id(70)}';
		UPDATE budget_version SET frozen_at = app_now() WHERE id = '${id(72)}';
		UPDATE application SET state = 'in_appraisal' WHERE id = '${id(52)}';
		UPDATE call SET state = 'opened' WHERE id = '${id(50)}';
	`);
}
