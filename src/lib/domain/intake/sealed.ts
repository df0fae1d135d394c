import type { Flow } from '#lib/domain/flow/flow.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';

/**
 * Whether the dossiers of a call are still closed to everybody but their owners. They stay so until the officer
 * opens them after the deadline (TT 20/2023, Art. 7): before, the office knows how many there are and no more.
 * A programme without the stage `opening` (proposals) has nothing to open: a submission is read as it comes.
 */
export function dossiersSealed({ seals }: Pick<Flow, 'seals'>, state: CallState): boolean {
	return seals && (state === 'draft' || state === 'published' || state === 'cancelled');
}

/**
 * Whether one dossier is still its owners' alone: never submitted, or submitted to a call whose dossiers are sealed.
 * Its twin in SQL is `sealedDossier` in server/db/sealed.ts.
 */
export function dossierSealed(
	flow: Pick<Flow, 'seals'>,
	callState: CallState,
	application: { readonly code: string | null; readonly state: ApplicationState }
): boolean {
	return application.code === null || application.state === 'draft' || dossiersSealed(flow, callState);
}
