/** A window that one dossier is given beyond the end of its call, by a decision. Its twin in SQL is `dossier_window_steps`. */
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from './application.ts';
import { deadlineOf } from './application-window.ts';
import type { CallWindow, WindowedDossier } from './application-window.ts';

/** A dossier that may be given a window: one that is written, or could be replaced. */
export const WINDOWED: readonly ApplicationState[] = ['draft', 'submitted'];

/**
 * Why a dossier is not given this window: `call_change_forbidden` (its call is not published, or opened),
 * `dossier_window_past`, `dossier_window_not_later` (than the end of the call, or than the window that it has).
 */
export function windowProblems(
	call: CallWindow,
	dossiers: readonly Pick<WindowedDossier, 'ownClosesAt'>[],
	until: Date,
	now: Date
): Refusal[] {
	if (call.state !== 'published') return [because('call_change_forbidden')];
	if (until <= now) return [because('dossier_window_past', { field: 'until' })];
	const later = until > call.closesAt && dossiers.every((dossier) => until > deadlineOf(dossier, call));
	return later ? [] : [because('dossier_window_not_later', { field: 'until' })];
}
