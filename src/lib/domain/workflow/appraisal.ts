/**
 * Appraisal of one budget. Any change of a figure, and giving back, lead to `preparing`: the signatures lapse.
 * `rejecting`: the preparer proposes to give no money; `rejection_checked`: the head of finance confirmed it, and the
 * director decides. `withdrawn`: the dossier left what was chosen. A verified one the director may end alone, since two others have already looked at it.
 */
export type AppraisalState =
	| 'preparing'
	| 'prepared'
	| 'verified'
	| 'approved'
	| 'rejecting'
	| 'rejection_checked'
	| 'rejected'
	| 'withdrawn';

export type AppraisalEvent =
	| 'change'
	| 'prepare'
	| 'countersign'
	| 'verify'
	| 'approve'
	| 'give_back'
	| 'propose_rejection'
	| 'check_rejection'
	| 'decline_rejection'
	| 'reject'
	| 'give_up';

export const FIRST_APPRAISAL_STATE: AppraisalState = 'preparing';

/** In the order of the chain, for filters. */
export const APPRAISAL_STATES: readonly AppraisalState[] = [
	'preparing',
	'prepared',
	'verified',
	'rejecting',
	'rejection_checked',
	'approved',
	'rejected',
	'withdrawn'
];

export function isAppraisalState(text: string): text is AppraisalState {
	return APPRAISAL_STATES.some((state) => state === text);
}
