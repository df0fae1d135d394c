import { m } from '#lib/i18n/paraglide/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
	submitted: m.office_state_submitted,
	withdrawn: m.applications_state_withdrawn,
	valid: m.applications_state_valid,
	invalid: m.applications_state_invalid,
	in_screening: m.applications_state_in_screening,
	screened: m.applications_state_screened,
	screened_out: m.applications_state_screened_out,
	in_review: m.applications_state_in_review,
	recommended: m.applications_state_recommended,
	reserve: m.applications_state_reserve,
	not_recommended: m.applications_state_not_recommended,
	in_appraisal: m.applications_state_in_appraisal,
	approved: m.applications_state_approved,
	rejected: m.applications_state_rejected,
	accepted: m.applications_state_accepted,
	declined: m.applications_state_declined
};

/** What the applications of one state are called in a count. */
export function applicationCount(state: string): string {
	return WORDS[state]?.() ?? state;
}
