import { isReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';

/** The state of a review session, as its column holds it. */
export function sessionState(text: string): ReviewSessionState {
	if (isReviewSessionState(text)) return text;
	throw new Error(`review_session.state holds ${text}`);
}
