import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import type { OwnLetter } from '../letter.ts';
import { ACCOUNT_LETTERS } from './accounts.ts';
import { ALARM_LETTERS } from './alarms.ts';
import { BUDGET_LETTERS } from './budgets.ts';
import { CALL_LETTERS, WINDOW_LETTER } from './calls.ts';
import { COUNCIL_LETTERS } from './councils.ts';
import { DOSSIER_LETTERS } from './dossiers.ts';
import { PRIVACY_LETTERS } from './privacy.ts';
import { FACTOR_LETTERS, RECOVERY_LETTERS } from './factors.ts';
import { LOG_LETTERS } from './log.ts';
import { ORGANISATION_LETTERS } from './organisations.ts';
import { ROLE_LETTERS } from './roles.ts';
import { SELECTION_LETTERS } from './selection.ts';
import { SET_UP_LETTERS } from './set-up.ts';
import { TIE_LETTERS } from './ties.ts';
import { WORK_LETTERS } from './work.ts';

/** Every letter in the portal's own words. */
export const OWN_LETTERS: Readonly<Record<LetterKey, OwnLetter<string>>> = {
	verify_email: ACCOUNT_LETTERS.verifyEmail,
	already_registered: ACCOUNT_LETTERS.alreadyRegistered,
	reset_password: ACCOUNT_LETTERS.resetPassword,
	account_opened: ACCOUNT_LETTERS.opened,
	account_invited: ACCOUNT_LETTERS.invited,
	new_device: ACCOUNT_LETTERS.newDevice,
	factor_link: FACTOR_LETTERS.link,
	factor_added: FACTOR_LETTERS.added,
	factor_removed: FACTOR_LETTERS.removed,
	factor_codes: FACTOR_LETTERS.codes,
	factor_code_used: FACTOR_LETTERS.code_used,
	factor_reset: FACTOR_LETTERS.reset,
	data_request_asked: PRIVACY_LETTERS.asked,
	data_request_answered: PRIVACY_LETTERS.answered,
	data_breach_recorded: PRIVACY_LETTERS.breach,
	recovery_yours_asked: RECOVERY_LETTERS.yours.asked,
	recovery_yours_confirmed: RECOVERY_LETTERS.yours.confirmed,
	recovery_yours_terminal: RECOVERY_LETTERS.yours.terminal,
	recovery_asked: RECOVERY_LETTERS.theirs.asked,
	recovery_confirmed: RECOVERY_LETTERS.theirs.confirmed,
	recovery_terminal: RECOVERY_LETTERS.theirs.terminal,
	role_yours_begun: ROLE_LETTERS.yoursBegun,
	role_yours_ended: ROLE_LETTERS.yoursEnded,
	role_begun: ROLE_LETTERS.begun,
	role_ended: ROLE_LETTERS.ended,
	role_declined: ROLE_LETTERS.declined,
	membership_asked: TIE_LETTERS.asked,
	membership_accepted: TIE_LETTERS.accepted,
	membership_ended: TIE_LETTERS.ended,
	organisation_proved: ORGANISATION_LETTERS.proved,
	organisation_refused: ORGANISATION_LETTERS.refused,
	organisation_corrected: ORGANISATION_LETTERS.corrected,
	organisation_changed: ORGANISATION_LETTERS.changed,
	organisation_change_refused: ORGANISATION_LETTERS.change_refused,
	organisation_merged: ORGANISATION_LETTERS.merged,
	organisation_ended: ORGANISATION_LETTERS.ended,
	submission_receipt: DOSSIER_LETTERS.receipt,
	application_withdrawn: DOSSIER_LETTERS.withdrawn,
	infected_file: DOSSIER_LETTERS.infected,
	invalid_application: DOSSIER_LETTERS.invalid,
	result_letter: DOSSIER_LETTERS.result,
	proposal_accepted: DOSSIER_LETTERS.accepted,
	proposal_declined: DOSSIER_LETTERS.declined,
	call_extended: CALL_LETTERS.extension,
	call_corrected: CALL_LETTERS.correction,
	call_cancelled: CALL_LETTERS.cancellation,
	window_given: WINDOW_LETTER,
	withdrawal_recorded: SELECTION_LETTERS.withdrawal,
	approval_revoked: SELECTION_LETTERS.revocation,
	reserve_called_up: SELECTION_LETTERS.call_up,
	council_invitation: COUNCIL_LETTERS.invitation,
	session_planned: COUNCIL_LETTERS.session,
	ruling_waits: COUNCIL_LETTERS.rulingWaits,
	interest_allowed: COUNCIL_LETTERS.allowed,
	interest_barred: COUNCIL_LETTERS.barred,
	council_dissolved: COUNCIL_LETTERS.dissolved,
	signature_waits: BUDGET_LETTERS.signature,
	budget_approved: BUDGET_LETTERS.approved,
	budget_rejected: BUDGET_LETTERS.rejected,
	tie_found_office: TIE_LETTERS.foundOffice,
	tie_found_council: TIE_LETTERS.foundCouncil,
	tie_ruler_missing: TIE_LETTERS.rulerMissing,
	tie_excluded: TIE_LETTERS.excluded,
	tie_stays: TIE_LETTERS.stays,
	work_due_one: WORK_LETTERS.one,
	work_due_many: WORK_LETTERS.many,
	terms_moved: WORK_LETTERS.moved,
	log_whole: LOG_LETTERS.whole,
	log_differs: LOG_LETTERS.differs,
	alarm_begun: ALARM_LETTERS.begun,
	alarm_over: ALARM_LETTERS.over,
	set_up_trial: SET_UP_LETTERS.trial,
	daily_digest: WORK_LETTERS.digest
};
