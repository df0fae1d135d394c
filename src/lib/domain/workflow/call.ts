import type { Machine } from './machine.ts';

/**
 * The life of a call. `published` covers "not open yet", "open" and "closed": which of them it is follows
 * from the clock and the window, never from a flag that somebody must remember to set.
 */
export type CallState =
	'draft' | 'published' | 'opened' | 'selecting' | 'selected' | 'concluded' | 'cancelled';

export type CallEvent =
	'publish' | 'open_dossiers' | 'start_selection' | 'close_selection' | 'conclude' | 'cancel';

export const CALL_MACHINE: Machine<CallState, CallEvent> = {
	draft: { publish: 'published', cancel: 'cancelled' },
	published: { open_dossiers: 'opened', cancel: 'cancelled' },
	opened: { start_selection: 'selecting', conclude: 'concluded' },
	selecting: { close_selection: 'selected' },
	selected: { conclude: 'concluded' },
	concluded: {},
	cancelled: {}
};

/**
 * A submission that arrived in time may wait so long for its turn before it is recorded, ms; dossiers are opened only
 * when all that arrived before the deadline are.
 */
export const SUBMISSION_SETTLES_MS = 120_000;

/** Where a published call stands on the clock. The window is half-open: a submission at `closesAt` is late. */
export function windowOf(
	call: { readonly opensAt: Date; readonly closesAt: Date },
	now: Date
): 'not_yet' | 'open' | 'over' {
	if (now < call.opensAt) return 'not_yet';
	return now < call.closesAt ? 'open' : 'over';
}
