import { id, NO_RIGHT } from './attack.ts';
import type { Attack } from './attack.ts';

/** On the trail, money, calls, councils and selection. */
export const ON_COUNCILS: readonly Attack[] = [
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
	[
		...([
			'application_revision',
			'bytes',
			'submitted',
			`UPDATE application_revision SET bytes = 'y'`
		] as const),
		/is opened as it was sealed/
	],
	['application_revision', 'hash', 'submitted', `UPDATE application_revision SET hash = 'y'`, NO_RIGHT],
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
	]
];
