import type { Machine } from './machine.ts';

/** A session of a council on one lot. A tally may be taken again until the chair closes it. */
export type ReviewSessionState = 'planned' | 'open' | 'tallied' | 'closed';

export type ReviewSessionEvent = 'open' | 'tally' | 'close';

export const REVIEW_SESSION_MACHINE: Machine<ReviewSessionState, ReviewSessionEvent> = {
	planned: { open: 'open' },
	open: { tally: 'tallied' },
	tallied: { tally: 'tallied', close: 'closed' },
	closed: {}
};
