/** A session of a council on one lot. A tally may be taken again until the chair closes it. */
export type ReviewSessionState = 'planned' | 'open' | 'tallied' | 'closed';

export type ReviewSessionEvent = 'open' | 'tally' | 'close';

export const REVIEW_SESSION_STATES: readonly ReviewSessionState[] = ['planned', 'open', 'tallied', 'closed'];

export function isReviewSessionState(text: string): text is ReviewSessionState {
	return REVIEW_SESSION_STATES.some((state) => state === text);
}

export const FIRST_REVIEW_SESSION_STATE: ReviewSessionState = 'planned';
