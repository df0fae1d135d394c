import type { PlainRefusalCode } from '#lib/domain/generated/names.ts';
import { MAX_DONG_TEXT } from '#lib/domain/shared/money.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { raisedBehind } from './raised.ts';

const TOO_LARGE = because('money_too_large', { params: { limit: MAX_DONG_TEXT } });

/**
 * The database holds the rules a second time. When it is the one that says no (a race that the core could not see), the
 * name of its constraint says which rule: of a table, of a unique index, or given by a trigger.
 */
export const CONSTRAINT_REFUSALS: Readonly<Record<string, PlainRefusalCode | Refusal>> = {
	// Steps of money.
	approval_step_hash: 'approval_stale_figures',
	khoan_decision_hash: 'approval_stale_figures',
	approval_step_order: 'approval_wrong_order',
	approval_step_one_step: 'approval_wrong_order',
	appraisal_rejection_checked_first: 'approval_wrong_order',
	approval_step_one_person: 'approval_same_person',
	appraisal_rejection_edited: 'approval_same_person',
	appraisal_rejection_checker_edited: 'approval_same_person',
	appraisal_rejection_two_people: 'approval_same_person',
	appraisal_rejection_three_people: 'approval_same_person',
	approval_step_tied: 'approval_conflict_with_applicant',
	appraisal_rejection_tied: 'approval_conflict_with_applicant',
	appraisal_rejection_checker_tied: 'approval_conflict_with_applicant',
	appraisal_rejection_one_open: 'stale_version',
	appraisal_rejection_one_end: 'stale_version',
	appraisal_rejection_once: 'already_done',
	appraisal_rejection_checked_once: 'already_done',
	appraisal_step: 'stale_version',
	appraisal_ended: 'state_forbids',
	budget_version_frozen: 'budget_frozen',
	budget_version_complete: 'budget_not_complete',
	budget_application_id_key: 'stale_version',
	budget_version_budget_id_number_key: 'stale_version',
	// Rows of the office.
	letterhead_overlap: 'office_day_taken',
	unit_name_overlap: 'office_day_taken',
	unit_head_overlap: 'office_day_taken',
	paper_signer_overlap: 'office_day_taken',
	office_row_past: 'office_row_past',
	office_unit_key_key: 'office_key_taken',
	fund_balance_never_over: 'fund_overdrawn',
	fund_balance_allocated_limit: 'fund_balance_too_large',
	fund_balance_committed_limit: 'fund_balance_too_large',
	application_own_limit: TOO_LARGE,
	application_requested_limit: TOO_LARGE,
	budget_line_amount_limit: TOO_LARGE,
	budget_line_unit_price_limit: TOO_LARGE,
	budget_version_own_total_limit: TOO_LARGE,
	budget_version_state_total_limit: TOO_LARGE,
	call_envelope_limit: TOO_LARGE,
	organisation_revenue_limit: TOO_LARGE,
	posting_amount_limit: TOO_LARGE,
	selection_item_cumulative_limit: TOO_LARGE,
	selection_item_requested_limit: TOO_LARGE,
	// Letters.
	letter_words_letter_version_key: 'stale_version',
	letter_words_next: 'stale_version',
	// Calls and dossiers.
	opening_key_before_publication: 'opening_key_after_publication',
	call_published: 'state_forbids',
	call_step: 'stale_version',
	call_extension_later: 'stale_version',
	call_contact_named: 'call_incomplete',
	call_extension_in_time: 'call_extension_over',
	call_envelope_grows: 'call_envelope_lower',
	call_windows_over: 'window_not_over',
	dossier_window_before_opening: 'call_change_forbidden',
	dossier_window_later: 'dossier_window_not_later',
	dossier_window_ahead: 'call_decision_ahead',
	dossier_window_application_id_closes_at_key: 'already_done',
	call_change_call_id_version_key: 'stale_version',
	application_step: 'stale_version',
	application_revision_window: 'window_closed',
	application_slot_key: 'application_exists',
	application_of_proved: 'organisation_unproved',
	application_revision_application_id_number_key: 'stale_version',
	programme_definition_frozen: 'definition_frozen',
	validity_check_settled: 'already_done',
	site_survey_finished: 'already_done',
	// Councils, sessions, sheets, selection.
	council_one_a_stage: 'council_exists',
	council_dissolved: 'state_forbids',
	council_submitted_sheets: 'stale_version',
	council_member_undertaking: 'already_done',
	conflict_declaration_binds: 'state_forbids',
	review_session_closed: 'session_closed',
	score_sheet_frozen: 'sheet_frozen',
	score_sheet_declaration: 'conflict_blocks',
	score_sheet_member_id_application_id_key: 'stale_version',
	selection_closed: 'selection_closed',
	selection_change_after_closing: 'selection_change_forbidden',
	selection_change_state: 'state_forbids',
	selection_change_ahead: 'call_decision_ahead',
	selection_change_early: 'selection_decision_early',
	selection_change_nobody_fell: 'reserve_nobody_fell',
	selection_change_next: 'stale_version',
	selection_change_envelope: 'stale_version',
	selection_change_application_id_kind_key: 'already_done',
	commitment_stands: 'commitment_stands',
	// Organisations and who speaks for them.
	organisation_one_proved: 'code_proved_by_another',
	organisation_one_claim: 'claim_exists',
	organisation_ruled: 'organisation_ruled',
	organisation_merged: 'organisation_ruled',
	organisation_ruling_own: 'tied_to_applicant',
	organisation_ruling_paper: 'paper_unchecked',
	organisation_change_ruled: 'already_done',
	organisation_named: 'stale_version',
	// The number is the trigger's own.
	organisation_paper_room: because('organisation_papers_full', { params: { limit: '10' } }),
	role_grant_acceptance: 'membership_not_accepted',
	membership_invitation_one_open: 'invitation_waiting',
	membership_invitation_once: 'invitation_over',
	membership_invitation_ruling: 'invitation_under_ruling',
	tie_finding_not_oneself: 'ruling_own_case',
	tie_finding_once: 'already_done',
	grant_proposal_once: 'already_done',
	account_email_key: 'email_taken',
	// Codes that people choose.
	call_again_of_key: 'call_again_made',
	call_code_key: 'call_code_taken',
	lot_call_id_code_key: 'lot_code_taken',
	fund_source_code_key: 'fund_code_taken',
	// Made by a second click, or by a second person, first.
	account_person_id_key: 'already_done',
	account_token_token_hash_key: 'already_done',
	application_code_key: 'already_done',
	application_document_object_key_key: 'already_done',
	application_revision_id_key: 'already_done',
	appraisal_application_id_key: 'already_done',
	approval_chain_key_valid_from_key: 'already_done',
	approval_chain_key_version_key: 'already_done',
	approval_chain_step_chain_id_label_vi_key: 'already_done',
	calendar_day_once: 'already_done',
	calendar_feed_live: 'already_done',
	conflict_declaration_member_id_application_id_key: 'already_done',
	council_member_council_id_person_id_key: 'already_done',
	grant_proposal_grant_id_key: 'already_done',
	grant_proposal_one_open: 'already_done',
	journal_entry_idempotency_key_key: 'already_done',
	journal_entry_reverses_key: 'already_done',
	mail_message_idempotency_key_key: 'already_done',
	membership_invitation_grant_id_key: 'already_done',
	official_record_number: 'already_done',
	organisation_change_ruling_id_key: 'already_done',
	organisation_change_waiting: 'already_done',
	organisation_paper_object_key_key: 'already_done',
	organisation_ruling_id_key: 'already_done',
	programme_definition_key_version_key: 'already_done',
	record_file_object_key_key: 'already_done',
	record_file_record_id_format_key: 'already_done',
	reminder_rule_live: 'already_done',
	review_session_lot_id_stage_key: 'already_done',
	selection_call_id_key: 'already_done',
	selection_item_application_id_key: 'already_done',
	sign_up_token_hash_key: 'already_done',
	upload_object_key_key: 'already_done',
	work_item_open_key: 'already_done'
};

const UNIQUE = '23505';
/** Serialization failure or deadlock: the other one won; the person looks again and decides. */
const LOST_RACES: ReadonlySet<string | undefined> = new Set(['40001', '40P01']);

/** The refusal that a constraint stands for; undefined for what is a bug. Reads names and codes, never a sentence. */
export function refusalOf(error: unknown): Refusal | undefined {
	const raised = raisedBehind(error);
	if (raised === undefined) return undefined;
	if (LOST_RACES.has(raised.code)) return because('stale_version');
	const { constraint = '', code } = raised;
	// The key of a row: the same thing was made before.
	if (code === UNIQUE && constraint.endsWith('_pkey')) return because('already_done');
	const refusal = Object.hasOwn(CONSTRAINT_REFUSALS, constraint)
		? CONSTRAINT_REFUSALS[constraint]
		: undefined;
	return typeof refusal === 'string' ? because(refusal) : refusal;
}
