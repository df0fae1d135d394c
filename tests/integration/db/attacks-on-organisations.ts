import type { TestDatabase } from '../../support/database.ts';
import { id, NO_RIGHT } from './attack.ts';
import type { Attack } from './attack.ts';

/** A claim with a paper, a submitted dossier of it, a proved organisation with its ruling, and who may rule. */
export async function arrangeClaims(database: TestDatabase): Promise<void> {
	await database.owner.query(`
		INSERT INTO person (id, full_name, created_at) VALUES ('${id(90)}', 'Hồ Thị Kim Oanh', app_now());
		INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES ('${id(91)}', '${id(90)}', 'enterprise_officer', 'all', '', app_now());
		INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at, claimed_by) VALUES
			('${id(92)}', 'enterprise', 'Người nhận vơ', '5999904123', 'C', '52', app_now(), '${id(16)}'),
			('${id(93)}', 'enterprise', 'Đơn vị thật', '5999904123', 'D', '52', app_now(), '${id(22)}');
		INSERT INTO organisation_paper (id, organisation_id, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at)
			VALUES ('${id(94)}', '${id(92)}', 'gcn.pdf', 5, 'aa', 'application/pdf', 'papers/94', 'pending', '${id(16)}', app_now());
		INSERT INTO organisation_ruling (id, organisation_id, version, kind, basis, register_kind, register_no, register_date, ruled_by, ruled_at)
			VALUES ('${id(95)}', '${id(93)}', 1, 'proved', 'register', 'business', '5999904123', '2026-01-01', '${id(90)}', app_now());
		INSERT INTO organisation_change (id, organisation_id, name, rep_name, rep_title, why, asked_by, asked_at)
			VALUES ('${id(98)}', '${id(92)}', 'Tên mới', 'C', '', 'under_way', '${id(16)}', app_now());
		UPDATE organisation SET standing = 'proved', ruling_id = '${id(95)}', version = 2 WHERE id = '${id(93)}';
		INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, state, revision_id, submitted_at, created_at, updated_at)
			VALUES ('${id(96)}', 'MAP-2026-0096', '${id(12)}', '${id(13)}', '${id(92)}', '${id(16)}', 'submitted', '${id(97)}', app_now(), app_now(), app_now());
	`);
}

const ruling = (columns: string, values: string): string =>
	`INSERT INTO organisation_ruling (id, organisation_id, version, ${columns}) VALUES (gen_random_uuid(), '${id(92)}', 1, ${values})`;

/** On who speaks for an organisation, and on what was ruled about it. */
export const ON_ORGANISATIONS: readonly Attack[] = [
	[
		'organisation_paper',
		'count',
		'ten',
		`INSERT INTO organisation_paper (id, organisation_id, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at) SELECT gen_random_uuid(), '${id(92)}', 'gcn.pdf', 5, 'aa', 'application/pdf', 'papers/room-' || n, 'pending', '${id(16)}', app_now() FROM generate_series(1, 10) n`,
		/ten papers at most/
	],
	[
		'organisation',
		'standing',
		'claimed',
		`UPDATE organisation SET standing = 'proved', ruling_id = '${id(95)}' WHERE id = '${id(92)}'`,
		/stands as it was ruled/
	],
	[
		'organisation',
		'standing',
		'proved',
		`UPDATE organisation SET standing = 'claimed', ruling_id = NULL WHERE id = '${id(93)}'`,
		/stands as it was ruled/
	],
	[
		'organisation',
		'merged_into',
		'claimed',
		`UPDATE organisation SET standing = 'merged', ruling_id = '${id(95)}', merged_into = '${id(93)}' WHERE id = '${id(92)}'`,
		/stands as it was ruled/
	],
	[
		'organisation',
		'standing',
		'new',
		`INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at, standing, ruling_id) VALUES (gen_random_uuid(), 'enterprise', 'X', '5999905494', 'X', '52', app_now(), 'proved', '${id(95)}')`,
		/begins as a claim/
	],
	[
		'organisation',
		'tax_code',
		'claimed',
		`UPDATE organisation SET tax_code = '5999905494' WHERE id = '${id(92)}'`,
		/by a correction of the office/
	],
	[
		'organisation',
		'claimed_by',
		'claimed',
		`UPDATE organisation SET claimed_by = '${id(22)}' WHERE id = '${id(92)}'`,
		/who claimed an organisation stays/
	],
	['organisation', '*', 'any', `DELETE FROM organisation`, NO_RIGHT],
	[
		'organisation',
		'name',
		'dossier under way',
		`UPDATE organisation SET name = 'Tên khác' WHERE id = '${id(92)}'`,
		/changes by a ruling/
	],
	[
		'organisation',
		'rep_name',
		'dossier under way',
		`UPDATE organisation SET rep_name = 'Người khác' WHERE id = '${id(92)}'`,
		/changes by a ruling/
	],
	[
		'organisation_change',
		'name',
		'waiting',
		`UPDATE organisation_change SET name = 'Tên khác nữa'`,
		/what was asked of the office stays/
	],
	[
		'organisation_change',
		'state',
		'waiting',
		`UPDATE organisation_change SET state = 'accepted', ended_at = app_now(), ruling_id = '${id(95)}'`,
		/a change ends as it was ruled/
	],
	[
		'organisation_change',
		'state',
		'new',
		`INSERT INTO organisation_change (id, organisation_id, name, rep_name, rep_title, why, asked_by, asked_at, state, ended_at)
			VALUES (gen_random_uuid(), '${id(93)}', 'X', 'X', '', 'under_way', '${id(22)}', app_now(), 'withdrawn', app_now())`,
		/a change begins as a question/
	],
	['organisation_change', '*', 'any', `DELETE FROM organisation_change`, NO_RIGHT],
	['organisation_ruling', 'reason', 'given', `UPDATE organisation_ruling SET reason = 'x'`, NO_RIGHT],
	['organisation_ruling', '*', 'given', `DELETE FROM organisation_ruling`, NO_RIGHT],
	[
		'organisation_ruling',
		'ruled_by',
		'new',
		ruling('kind, reason, ruled_by, ruled_at', `'refused', 'x', '${id(27)}', app_now()`),
		/not of a role that the person holds/
	],
	[
		'organisation_ruling',
		'ruled_at',
		'new',
		ruling('kind, reason, ruled_by, ruled_at', `'refused', 'x', '${id(90)}', app_now() - interval '1 day'`),
		/a ruling is given now/
	],
	[
		'organisation_ruling',
		'paper_id',
		'paper unchecked',
		ruling(
			'kind, basis, paper_id, ruled_by, ruled_at',
			`'proved', 'document', '${id(94)}', '${id(90)}', app_now()`
		),
		/a checked paper of the organisation/
	],
	[
		'organisation_ruling',
		'basis',
		'new',
		ruling('kind, basis, ruled_by, ruled_at', `'proved', 'dossier', '${id(90)}', app_now()`),
		/a checked paper of the organisation/
	],
	[
		'organisation_ruling',
		'reason',
		'new',
		ruling('kind, reason, ruled_by, ruled_at', `'refused', ' ', '${id(90)}', app_now()`),
		/organisation_ruling_reason/
	],
	[
		'organisation_paper',
		'sha256',
		'kept',
		`UPDATE organisation_paper SET sha256 = 'x'`,
		/a paper stays as it came/
	],
	['organisation_paper', '*', 'kept', `DELETE FROM organisation_paper`, NO_RIGHT],
	[
		'application',
		'state',
		'submitted, unproved',
		`UPDATE application SET state = 'valid' WHERE id = '${id(96)}'`,
		/the organisation is not proved/
	],
	[
		'application',
		'organisation_id',
		'submitted, unproved',
		`UPDATE application SET organisation_id = '${id(93)}' WHERE id = '${id(96)}'`,
		/stays with its call, lot and organisation/
	]
];
