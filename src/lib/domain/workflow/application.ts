/**
 * The life of an application (domain dossier 2.2). `in_review` follows validity when the council is seated,
 * or `screened` where another council judges first;
 * proposals end at `accepted` or `declined`; the others at `approved` or one of the refusals.
 */
export type ApplicationState =
	| 'draft'
	| 'submitted'
	| 'withdrawn'
	| 'valid'
	| 'invalid'
	| 'in_screening'
	| 'screened'
	| 'screened_out'
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
	'in_screening',
	'screened',
	'in_review',
	'recommended',
	'reserve',
	'in_appraisal'
];

/** States in which a dossier may stay for ever. */
export const ENDS: readonly ApplicationState[] = [
	'withdrawn',
	'invalid',
	'screened_out',
	'reserve',
	'not_recommended',
	'approved',
	'rejected',
	'accepted',
	'declined'
];

export type ApplicationEvent =
	| 'submit'
	| 'withdraw'
	| 'find_valid'
	| 'find_invalid'
	| 'screen'
	| 'lose_screening'
	| 'pass_screening'
	| 'fail_screening'
	| 'review'
	| 'lose_council'
	| 'recommend'
	| 'hold_in_reserve'
	| 'give_up'
	| 'revoke'
	| 'not_recommend'
	| 'appraise'
	| 'approve'
	| 'reject'
	| 'accept_proposal'
	| 'decline_proposal';

/** In the order of its life. */
export const APPLICATION_STATES: readonly ApplicationState[] = [
	'draft',
	'submitted',
	'withdrawn',
	'valid',
	'invalid',
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

export function isApplicationState(text: string): text is ApplicationState {
	return APPLICATION_STATES.some((state) => state === text);
}

export const FIRST_APPLICATION_STATE: ApplicationState = 'draft';
