import type { Workflow } from '#lib/domain/definitions/definition.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';

/**
 * Whether the dossiers of a call are still closed to everybody but their owners. They stay so until the officer
 * opens them after the deadline (TT 20/2023, Art. 7): before, the office knows how many there are and no more.
 * A programme without the stage `opening` (proposals) has nothing to open: a submission is read as it comes.
 */
export function dossiersSealed(workflow: Pick<Workflow, 'stages'>, state: CallState): boolean {
	const opens = workflow.stages.some((stage) => stage.key === 'opening');
	return opens && (state === 'draft' || state === 'published' || state === 'cancelled');
}

/**
 * Whether one dossier is still its owners' alone: never submitted, or submitted to a call whose dossiers are sealed.
 * Its twin in SQL is `sealedDossier` in server/db/sealed.ts.
 */
export function dossierSealed(
	workflow: Pick<Workflow, 'stages'>,
	callState: CallState,
	application: { readonly code: string | null; readonly state: ApplicationState }
): boolean {
	return application.code === null || application.state === 'draft' || dossiersSealed(workflow, callState);
}
