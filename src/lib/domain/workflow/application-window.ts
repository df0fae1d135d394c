/** When an application may be written, submitted, replaced, withdrawn: its own state and the window of its call. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from './application.ts';
import { windowOf } from './call.ts';
import type { CallState } from './call.ts';

export interface CallWindow {
	readonly state: CallState;
	readonly opensAt: Date;
	readonly closesAt: Date;
}

/** What of a dossier decides until when it may be written. */
export interface WindowedDossier {
	readonly state: ApplicationState;
	readonly replacing: boolean;
	/** Given to it alone, by a decision (domain/workflow/dossier-window.ts); null: it ends with its call. */
	readonly ownClosesAt: Date | null;
}

/** Until when a dossier may be written: the later of its call's end and its own. */
export function deadlineOf(
	{ ownClosesAt }: Pick<WindowedDossier, 'ownClosesAt'>,
	{ closesAt }: Pick<CallWindow, 'closesAt'>
): Date {
	return ownClosesAt !== null && ownClosesAt > closesAt ? ownClosesAt : closesAt;
}

/** Refusals: `window_not_open`, `window_closed`. Half-open: what arrives at `closesAt` is late. */
export function withinWindow(call: CallWindow, now: Date): Result<true> {
	if (call.state === 'draft') return refuse('window_not_open');
	if (call.state !== 'published') return refuse('window_closed');
	switch (windowOf(call, now)) {
		case 'not_yet':
			return refuse('window_not_open');
		case 'over':
			return refuse('window_closed');
		case 'open':
			return ok(true);
	}
}

/** The same for a dossier that there is already. */
export function withinOwnWindow(
	application: Pick<WindowedDossier, 'ownClosesAt'>,
	call: CallWindow,
	now: Date
): Result<true> {
	const { state, opensAt } = call;
	return withinWindow({ state, opensAt, closesAt: deadlineOf(application, call) }, now);
}

/**
 * A draft, or a submitted dossier that is being replaced, while the window is open.
 * Refusals: `application_frozen` (submitted and not being replaced, or beyond), those of `withinWindow`.
 */
export function mayEdit(application: WindowedDossier, call: CallWindow, now: Date): Result<true> {
	const working =
		application.state === 'draft' || (application.state === 'submitted' && application.replacing);
	return working ? withinOwnWindow(application, call, now) : refuse('application_frozen');
}

/**
 * Replacing starts from a submitted dossier, while the window is open: the revision that stands stays in force
 * until the next one commits. Refusals: `state_forbids`, `already_replacing`, those of `withinWindow`.
 */
export function mayReplace(application: WindowedDossier, call: CallWindow, now: Date): Result<true> {
	if (application.state !== 'submitted') return refuse('state_forbids');
	if (application.replacing) return refuse('already_replacing');
	return withinOwnWindow(application, call, now);
}
