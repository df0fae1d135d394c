import type { ApplicationState } from './application.ts';

/**
 * What a copy of a submitted dossier is worth: only the copy that stands is in force. `being_replaced` still is, while
 * a later one is being written; a withdrawn or invalid dossier has none.
 */
export type CopyStanding = 'in_force' | 'being_replaced' | 'replaced' | 'withdrawn' | 'invalid';

/** `newest`: the copy is the revision that stands. */
export function copyStanding(
	application: { readonly state: ApplicationState; readonly replacing: boolean },
	newest: boolean
): CopyStanding {
	if (application.state === 'withdrawn') return 'withdrawn';
	if (!newest) return 'replaced';
	if (application.state === 'invalid') return 'invalid';
	return application.replacing ? 'being_replaced' : 'in_force';
}
