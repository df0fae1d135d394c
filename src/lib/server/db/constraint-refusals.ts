import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

/**
 * The database holds the rules a second time. When it is the one that says no (a race that the core could not
 * see), its constraint comes back as the fact it stands for.
 */
const BY_TEXT: readonly (readonly [text: string, code: RefusalCode])[] = [
	['fund_balance_never_over', 'fund_insufficient'],
	['approval on stale figures', 'approval_stale_figures'],
	['approval out of order', 'approval_wrong_order'],
	['one person takes one step', 'approval_same_person'],
	['approval_step_one_person', 'approval_same_person'],
	['approval_step_one_step', 'approval_wrong_order'],
	['a person tied to the applicant', 'approval_conflict_with_applicant'],
	['appraisal_rejection_two_people', 'approval_same_person'],
	['appraisal_rejection_one_', 'stale_version'],
	['the appraisal has ended', 'state_forbids'],
	['the budget version is frozen', 'budget_frozen'],
	['the budget version is not complete', 'budget_not_complete'],
	['budget_application_id_key', 'stale_version'],
	['budget_version_budget_id_number_key', 'stale_version'],
	['outside the window of the call', 'window_closed'],
	['the sheet is frozen', 'sheet_frozen'],
	['the member may not score', 'conflict_blocks'],
	['the council has submitted sheets', 'council_has_sheets'],
	['a membership needs the person', 'membership_not_accepted'],
	['membership_invitation_one_open', 'invitation_waiting'],
	['an invitation is answered once', 'invitation_over'],
	['the tie waits for its ruling', 'invitation_under_ruling'],
	['tie_finding_not_oneself', 'ruling_own_case'],
	['a finding can only be ruled on', 'already_done'],
	['council_one_a_call', 'council_exists'],
	['the session is closed', 'session_closed'],
	['the selection is closed', 'selection_closed'],
	['the definition is frozen', 'definition_frozen'],
	['application_slot_key', 'application_exists'],
	['organisation_one_proved', 'code_proved_by_another'],
	['organisation_one_claim', 'claim_exists'],
	['the organisation is not proved', 'organisation_unproved'],
	['an organisation stands as it was ruled', 'organisation_ruled'],
	['nobody rules on an organisation of their own', 'tied_to_applicant'],
	['account_email_key', 'email_taken'],
	['journal_entry_idempotency_key_key', 'already_done'],
	['score_sheet_member_id_application_id_key', 'stale_version'],
	['_limit"', 'money_too_large']
];

/** Codes that people choose; every other unique row is one that a second click, or a second person, made first. */
const BY_MODEL: readonly (readonly [text: string, code: RefusalCode])[] = [
	['"modelName":"Call"', 'call_code_taken'],
	['"modelName":"Lot"', 'lot_code_taken'],
	['"modelName":"FundSource"', 'fund_code_taken'],
	['call_code_key', 'call_code_taken'],
	['lot_call_id_code_key', 'lot_code_taken'],
	['fund_source_code_key', 'fund_code_taken']
];

function codeOf(error: unknown): string {
	return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** All that an error says: Prisma wraps the driver's error, its detail in `meta` or `cause`. */
function wordsOf(error: unknown, depth = 0): string {
	if (!(error instanceof Error) || depth > 4)
		return typeof error === 'object' ? (JSON.stringify(error) ?? '') : '';
	const meta = 'meta' in error ? JSON.stringify(error.meta) : '';
	return [error.message, meta, wordsOf(error.cause, depth + 1)].join('\n');
}

export function refusalOf(error: unknown): Refusal | undefined {
	const words = wordsOf(error);
	const found = BY_TEXT.find(([text]) => words.includes(text));
	if (found !== undefined) return { code: found[1] };
	// Unique violations name fields instead of the constraint when Prisma knows the model.
	if (words.includes('"slot"')) return refuse('application_exists').refusal;
	if (words.includes('"tax_code"'))
		return refuse(words.includes('"claimed_by"') ? 'claim_exists' : 'code_proved_by_another').refusal;
	if (words.includes('"idempotency_key"')) return refuse('already_done').refusal;
	if (/\bP2002\b|\b23505\b|UniqueConstraintViolation/.test(`${codeOf(error)} ${words}`))
		return { code: BY_MODEL.find(([model]) => words.includes(model))?.[1] ?? 'already_done' };
	// Serialization failure or deadlock: the other one won; the person looks again and decides.
	if (/40001|40P01|deadlock detected|could not serialize/.test(words)) return refuse('stale_version').refusal;
	return undefined;
}
