import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Shape } from '#lib/ui/chip-shapes.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** Every state as the office reads it: word, colour and shape. */
export const STATE_LOOK: Readonly<
	Record<ApplicationState, { readonly label: () => string; readonly tone: Tone; readonly shape?: Shape }>
> = {
	draft: { label: m.applications_state_draft, tone: 'idle', shape: 'draft' },
	submitted: { label: m.office_state_submitted, tone: 'warn', shape: 'waiting' },
	withdrawn: { label: m.applications_state_withdrawn, tone: 'idle', shape: 'withdrawn' },
	valid: { label: m.applications_state_valid, tone: 'ok' },
	invalid: { label: m.applications_state_invalid, tone: 'bad' },
	in_screening: { label: m.applications_state_in_screening, tone: 'info' },
	screened: { label: m.applications_state_screened, tone: 'ok' },
	screened_out: { label: m.applications_state_screened_out, tone: 'idle', shape: 'none' },
	in_review: { label: m.applications_state_in_review, tone: 'info' },
	recommended: { label: m.applications_state_recommended, tone: 'ok' },
	reserve: { label: m.applications_state_reserve, tone: 'warn', shape: 'waiting' },
	not_recommended: { label: m.applications_state_not_recommended, tone: 'idle', shape: 'none' },
	in_appraisal: { label: m.applications_state_in_appraisal, tone: 'info' },
	approved: { label: m.applications_state_approved, tone: 'ok', shape: 'approved' },
	rejected: { label: m.applications_state_rejected, tone: 'bad' },
	accepted: { label: m.applications_state_accepted, tone: 'ok' },
	declined: { label: m.applications_state_declined, tone: 'idle', shape: 'none' }
};

/** States in which a dossier can be met after its opening, in the order of their life. */
export const SHOWN_STATES: readonly ApplicationState[] = [
	'submitted',
	'valid',
	'invalid',
	'withdrawn',
	'in_screening',
	'screened',
	'screened_out',
	'in_review',
	'recommended',
	'reserve',
	'not_recommended',
	'in_appraisal',
	'approved',
	'rejected',
	'accepted',
	'declined'
];
