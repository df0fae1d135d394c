/**
 * Whose each column of the database is, and how long it stays: a column that is not named is of the class of its table.
 * A test names whatever the schema has and this map has not.
 */

/** `dossier`: sealed until the opening; `office`: of whoever works there, by role and seat. */
export type DataClass = 'secret' | 'personal' | 'dossier' | 'office' | 'public' | 'system';

/** `passing`: goes by itself; `trail`: may be erased with a reason; `for_good`: destroyed by a decision of the office alone. */
export type Retention = 'passing' | 'trail' | 'for_good';

export interface TableRow {
	readonly of: DataClass;
	readonly keep: Retention;
	readonly columns?: Readonly<Record<string, DataClass>>;
}

export const FIELD_MAP: Readonly<Record<string, TableRow>> = {
	app_clock: { of: 'system', keep: 'for_good' },
	counter: { of: 'system', keep: 'for_good' },
	organisation: {
		of: 'office',
		keep: 'for_good',
		columns: {
			name: 'public',
			tax_code: 'public',
			rep_name: 'personal',
			rep_title: 'personal',
			phone: 'personal',
			email: 'personal',
			address_line: 'public',
			legacy_address: 'public',
			search_text: 'personal'
		}
	},
	organisation_paper: {
		of: 'office',
		keep: 'for_good',
		columns: { file_name: 'office', signature: 'system' }
	},
	organisation_paper_check: { of: 'system', keep: 'for_good' },
	organisation_ruling: { of: 'office', keep: 'for_good', columns: { before: 'personal', after: 'personal' } },
	organisation_change: { of: 'office', keep: 'for_good', columns: { name: 'public', rep_name: 'personal' } },
	person: { of: 'personal', keep: 'for_good' },
	account: { of: 'personal', keep: 'for_good', columns: { password_hash: 'secret' } },
	session: { of: 'personal', keep: 'passing', columns: { id: 'secret' } },
	session_term: { of: 'system', keep: 'for_good' },
	account_token: { of: 'secret', keep: 'passing', columns: { payload: 'personal' } },
	sign_up: { of: 'personal', keep: 'passing', columns: { token_hash: 'secret' } },
	known_device: { of: 'personal', keep: 'passing', columns: { device_hash: 'secret' } },
	attempt_limit: { of: 'secret', keep: 'passing' },
	second_factor: {
		of: 'personal',
		keep: 'for_good',
		columns: { sealed_secret: 'secret', credential_id: 'secret', public_key: 'secret' }
	},
	recovery_code: { of: 'secret', keep: 'for_good' },
	factor_challenge: { of: 'secret', keep: 'passing' },
	act_confirmation: {
		of: 'office',
		keep: 'for_good',
		columns: {
			person_id: 'personal',
			device_committed: 'office',
			credential_id: 'personal',
			assertion: 'personal'
		}
	},
	passkey_limit: { of: 'office', keep: 'for_good' },
	privacy_term: { of: 'system', keep: 'for_good' },
	data_request: { of: 'personal', keep: 'for_good' },
	data_breach: {
		of: 'office',
		keep: 'for_good',
		columns: { recorded_by: 'personal', reported_by: 'personal' }
	},
	factor_recovery: { of: 'office', keep: 'for_good', columns: { person_id: 'personal', reason: 'personal' } },
	role_grant: { of: 'office', keep: 'for_good', columns: { person_id: 'personal' } },
	membership_invitation: { of: 'office', keep: 'for_good', columns: { email: 'personal' } },
	grant_proposal: { of: 'office', keep: 'for_good', columns: { person_id: 'personal', reason: 'personal' } },
	tie_finding: { of: 'personal', keep: 'for_good' },
	tie_period: { of: 'system', keep: 'for_good' },
	programme_definition: { of: 'public', keep: 'for_good' },
	call: {
		of: 'public',
		keep: 'for_good',
		columns: {
			search_text: 'public',
			contact_person: 'public',
			contact_phone: 'public',
			contact_email: 'public'
		}
	},
	opening_key: { of: 'office', keep: 'for_good', columns: { holders: 'personal', recipient: 'public' } },
	sealed_application: { of: 'dossier', keep: 'for_good', columns: { wrapped: 'secret' } },
	dossier_window: { of: 'dossier', keep: 'for_good' },
	call_change: { of: 'public', keep: 'for_good', columns: { before: 'public', after: 'public' } },
	lot: { of: 'public', keep: 'for_good' },
	application: {
		of: 'dossier',
		keep: 'for_good',
		columns: { organisation_name: 'public', organisation_rep: 'personal', search_text: 'dossier' }
	},
	answer_section: { of: 'dossier', keep: 'for_good', columns: { content: 'personal' } },
	draft_write: { of: 'dossier', keep: 'passing', columns: { device: 'personal' } },
	draft_run: { of: 'dossier', keep: 'for_good' },
	draft_key: { of: 'dossier', keep: 'for_good' },
	application_revision: { of: 'dossier', keep: 'for_good', columns: { bytes: 'personal' } },
	application_participant: { of: 'personal', keep: 'for_good' },
	application_document: {
		of: 'dossier',
		keep: 'for_good',
		columns: { file_name: 'dossier', signature: 'system' }
	},
	printed_form: { of: 'dossier', keep: 'for_good' },
	form_reading: { of: 'dossier', keep: 'for_good' },
	object_check: { of: 'system', keep: 'for_good' },
	upload: { of: 'dossier', keep: 'for_good', columns: { file_name: 'dossier' } },
	upload_part: { of: 'dossier', keep: 'for_good' },
	upload_piece: { of: 'dossier', keep: 'passing', columns: { bytes: 'dossier' } },
	application_event: { of: 'dossier', keep: 'for_good' },
	validity_check: { of: 'dossier', keep: 'for_good' },
	site_survey: { of: 'dossier', keep: 'for_good', columns: { participants: 'personal' } },
	council: { of: 'office', keep: 'for_good', columns: { name: 'public' } },
	council_member: { of: 'office', keep: 'for_good', columns: { person_id: 'personal' } },
	appointment_ruling: {
		of: 'office',
		keep: 'for_good',
		columns: { findings: 'personal', reason: 'personal' }
	},
	conflict_declaration: { of: 'personal', keep: 'for_good' },
	score_sheet: { of: 'office', keep: 'for_good' },
	score_mark: { of: 'office', keep: 'for_good' },
	review_session: { of: 'office', keep: 'for_good', columns: { counting_board: 'personal' } },
	attendance: { of: 'office', keep: 'for_good', columns: { note: 'personal', authorisation_no: 'office' } },
	ballot_ruling: { of: 'office', keep: 'for_good' },
	tally: { of: 'office', keep: 'for_good' },
	selection: { of: 'office', keep: 'for_good' },
	selection_item: { of: 'office', keep: 'for_good' },
	selection_change: { of: 'office', keep: 'for_good' },
	budget: { of: 'dossier', keep: 'for_good' },
	budget_version: { of: 'dossier', keep: 'for_good' },
	budget_line: { of: 'dossier', keep: 'for_good', columns: { content: 'dossier' } },
	appraisal: { of: 'office', keep: 'for_good' },
	khoan_decision: { of: 'office', keep: 'for_good' },
	appraisal_rejection: { of: 'office', keep: 'for_good' },
	typed_findings: { of: 'office', keep: 'for_good', columns: { content: 'office' } },
	approval_chain: { of: 'office', keep: 'for_good' },
	approval_chain_step: { of: 'office', keep: 'for_good' },
	approval_step: { of: 'office', keep: 'for_good' },
	fund_source: { of: 'office', keep: 'for_good', columns: { name_vi: 'office', name_en: 'office' } },
	fund_balance: { of: 'system', keep: 'for_good' },
	journal_entry: { of: 'office', keep: 'for_good' },
	posting: { of: 'system', keep: 'for_good' },
	official_record: { of: 'office', keep: 'for_good', columns: { bytes: 'personal' } },
	record_file: { of: 'office', keep: 'for_good' },
	record_file_check: { of: 'system', keep: 'for_good' },
	calendar_day: { of: 'public', keep: 'for_good', columns: { name: 'public' } },
	calendar_confirmation: { of: 'office', keep: 'for_good' },
	mail_message: { of: 'personal', keep: 'for_good' },
	letter_words: { of: 'office', keep: 'for_good' },
	notice: { of: 'personal', keep: 'for_good' },
	letter_choice: { of: 'personal', keep: 'for_good' },
	audit_entry: { of: 'office', keep: 'trail', columns: { actor_id: 'personal', on_behalf_of: 'personal' } },
	audit_log: { of: 'system', keep: 'for_good' },
	audit_detail: { of: 'personal', keep: 'trail' },
	audit_seal: { of: 'public', keep: 'trail' },
	work_item: { of: 'office', keep: 'for_good', columns: { address: 'personal', named_as: 'office' } },
	work_mark: { of: 'system', keep: 'passing' },
	reminder_rule: { of: 'system', keep: 'for_good' },
	reminder_sent: { of: 'system', keep: 'for_good' },
	calendar_feed: { of: 'secret', keep: 'for_good' },
	letterhead: { of: 'public', keep: 'for_good', columns: { office_in_text: 'public' } },
	office_unit: { of: 'public', keep: 'for_good' },
	unit_name: { of: 'public', keep: 'for_good', columns: { name: 'public' } },
	unit_head: { of: 'public', keep: 'for_good', columns: { title: 'public', full_name: 'personal' } },
	paper_signer: {
		of: 'public',
		keep: 'for_good',
		columns: { title: 'public', full_name: 'personal', document_no: 'public' }
	},
	set_up_step: { of: 'system', keep: 'for_good', columns: { code_hash: 'secret' } },
	upkeep_report: { of: 'system', keep: 'for_good', columns: { facts: 'system' } },
	kept_object: { of: 'system', keep: 'passing' },
	backup_term: { of: 'system', keep: 'for_good' },
	portal_alarm: { of: 'system', keep: 'for_good' },
	compatible_migration: { of: 'system', keep: 'for_good' }
};

/** The class of a column. */
export function classOf(table: string, column: string): DataClass | undefined {
	const row = FIELD_MAP[table];
	return row?.columns?.[column] ?? row?.of;
}
