import { id, NO_RIGHT } from './attack.ts';
import type { Attack } from './attack.ts';

/** On dossiers, budgets, roles and the database itself. */
export const ON_DOSSIERS: readonly Attack[] = [
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
