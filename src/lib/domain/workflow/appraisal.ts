import type { Machine } from './machine.ts';

/** Appraisal of one budget. Any change of a figure, and giving back, lead to `preparing`: the signatures lapse. */
export type AppraisalState = 'preparing' | 'prepared' | 'verified' | 'approved';

export type AppraisalEvent = 'change' | 'prepare' | 'verify' | 'approve' | 'give_back';

export const APPRAISAL_MACHINE: Machine<AppraisalState, AppraisalEvent> = {
	preparing: { change: 'preparing', prepare: 'prepared' },
	prepared: { change: 'preparing', verify: 'verified', give_back: 'preparing' },
	verified: { change: 'preparing', approve: 'approved', give_back: 'preparing' },
	approved: {}
};

/** In the order of the chain, for filters. */
export const APPRAISAL_STATES: readonly AppraisalState[] = ['preparing', 'prepared', 'verified', 'approved'];
