/**
 * The life of a call. `published` covers "not open yet", "open" and "closed": which of them it is follows
 * from the clock and the window, never from a flag that somebody must remember to set.
 */
export type CallState =
	'draft' | 'published' | 'opened' | 'selecting' | 'selected' | 'concluded' | 'cancelled';

export type CallEvent =
	'publish' | 'open_dossiers' | 'start_selection' | 'close_selection' | 'conclude' | 'supplement' | 'cancel';

/** In the order of its life; a cancelled one has left it. */
export const CALL_STATES: readonly CallState[] = [
	'draft',
	'published',
	'opened',
	'selecting',
	'selected',
	'concluded',
	'cancelled'
];

/** States in which a call may stay for ever. */
export const CALL_ENDS: readonly CallState[] = ['concluded', 'cancelled'];

export function isCallState(text: string): text is CallState {
	return CALL_STATES.some((state) => state === text);
}

/**
 * A submission that arrived in time may wait so long for its turn before it is recorded, ms; dossiers are opened only
 * when all that arrived before the deadline are.
 */
export const SUBMISSION_SETTLES_MS = 120_000;

/** From when dossiers may be opened, by the end of the last window. */
export function opensFrom(lastClosesAt: Date): Date {
	return new Date(lastClosesAt.getTime() + SUBMISSION_SETTLES_MS);
}

/** Where a published call stands on the clock. The window is half-open: a submission at `closesAt` is late. */
export function windowOf(
	call: { readonly opensAt: Date; readonly closesAt: Date },
	now: Date
): 'not_yet' | 'open' | 'over' {
	if (now < call.opensAt) return 'not_yet';
	return now < call.closesAt ? 'open' : 'over';
}

export const FIRST_CALL_STATE: CallState = 'draft';
