import type { Machine } from './machine.ts';

/**
 * The life of an application (domain dossier 2.2). `in_review` follows validity when the council is seated;
 * proposals end at `accepted` or `declined`; the others at `approved` or one of the refusals.
 */
export type ApplicationState =
	| 'draft'
	| 'submitted'
	| 'withdrawn'
	| 'valid'
	| 'invalid'
	| 'in_review'
	| 'recommended'
	| 'reserve'
	| 'not_recommended'
	| 'in_appraisal'
	| 'approved'
	| 'rejected'
	| 'accepted'
	| 'declined';

/** States of a dossier that is with the office and has no end yet. */
export const UNDER_WAY: readonly ApplicationState[] = [
	'submitted',
	'valid',
	'in_review',
	'recommended',
	'reserve',
	'in_appraisal'
];

export type ApplicationEvent =
	| 'submit'
	| 'withdraw'
	| 'find_valid'
	| 'find_invalid'
	| 'review'
	| 'lose_council'
	| 'recommend'
	| 'hold_in_reserve'
	| 'not_recommend'
	| 'appraise'
	| 'approve'
	| 'reject'
	| 'accept_proposal'
	| 'decline_proposal';

export const APPLICATION_MACHINE: Machine<ApplicationState, ApplicationEvent> = {
	draft: { submit: 'submitted' },
	// Replacing is a submission over a submission: the revision that stands changes, the state does not.
	submitted: {
		submit: 'submitted',
		withdraw: 'withdrawn',
		find_valid: 'valid',
		find_invalid: 'invalid'
	},
	withdrawn: {},
	valid: {
		review: 'in_review',
		find_invalid: 'invalid',
		accept_proposal: 'accepted',
		decline_proposal: 'declined'
	},
	invalid: { find_valid: 'valid' },
	in_review: {
		recommend: 'recommended',
		hold_in_reserve: 'reserve',
		not_recommend: 'not_recommended',
		// Its council was dissolved before any sheet: it waits for another one.
		lose_council: 'valid'
	},
	recommended: { appraise: 'in_appraisal' },
	reserve: { recommend: 'recommended' },
	not_recommended: {},
	in_appraisal: { approve: 'approved', reject: 'rejected' },
	approved: {},
	rejected: {},
	accepted: {},
	declined: {}
};
