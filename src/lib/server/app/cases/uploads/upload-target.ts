import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
/** Where a file goes: an item of the applicant's dossier, or the site survey of the office beside it. */
import type { Action, Subject } from '#lib/domain/access/policy.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import type { DossierItem, ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { dossiersSealed } from '#lib/domain/intake/sealed.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { itemRules, SURVEY_ITEM, SURVEY_RULES } from '#lib/domain/uploads/upload.ts';
import type { Held, ItemRules } from '#lib/domain/uploads/upload.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import type { ApplicationRow } from '../../applications/ports.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Repositories, Tx } from '../../ports.ts';

export interface UploadTarget {
	readonly application: ApplicationRow;
	readonly call: CallRow;
	readonly definition: ProgrammeDefinition;
	readonly part: 'dossier' | 'survey';
	readonly rules: ItemRules;
	/** The item of the checklist; undefined for the survey. */
	readonly item: DossierItem | undefined;
	readonly subject: Subject;
	/** What a person needs in order to add or take away a file here. */
	readonly action: Action;
}

/** Refusals: `not_found`, `document_item_unknown`. The caller asks the permission table before anything else. */
export async function findTarget(
	read: Repositories,
	applicationId: string,
	itemKey: string
): Promise<Result<UploadTarget>> {
	const application = await read.applications.find(applicationId);
	if (application === undefined) return refuse('not_found');
	const call = await read.calls.find(application.callId);
	const lot = await read.calls.findLot(application.lotId);
	const stored = call === undefined ? undefined : await read.definitions.find(call.definitionId);
	if (call === undefined || lot === undefined || stored === undefined) {
		throw new Error(`application ${applicationId} has lost its call, lot or definition`);
	}
	const target = {
		application,
		call,
		definition: stored.document,
		subject: { organisationId: application.organisationId, programme: call.programme, callId: call.id }
	};
	if (itemKey === SURVEY_ITEM) {
		const survey = {
			part: 'survey',
			rules: SURVEY_RULES,
			item: undefined,
			action: 'application.survey'
		} as const;
		return ok({ ...target, ...survey });
	}
	const item = dossierOf(stored.document, lot.variant).find(({ key }) => key === itemKey);
	// Told only to who may write here: everybody else meets `not_found` at the permission table.
	const rules = item === undefined ? { ...SURVEY_RULES, key: '' } : itemRules(item);
	return ok({ ...target, part: 'dossier', rules, item, action: 'application.edit' });
}

/**
 * Whether files may be added, taken away or put back now. Call it with the application locked.
 * Refusals: `document_item_unknown`, those of `mayEdit`; for the survey `not_found` while dossiers are sealed,
 * `survey_not_asked`, `survey_finished`, `state_forbids`.
 */
export async function mayChangeFiles(tx: Tx, target: UploadTarget, now: Date): Promise<Result<true>> {
	const { application, call, definition, part, item } = target;
	if (part === 'dossier') {
		if (item === undefined) return refuse('document_item_unknown', { field: 'itemKey' });
		return mayEdit(application, call, now);
	}
	const { state } = application;
	if (dossiersSealed(flowOf(definition), call.state)) return refuse('not_found');
	if (!flowOf(definition).surveys) return refuse('survey_not_asked');
	if (state !== 'valid' && !UNDER_JUDGEMENT.includes(state)) {
		return refuse('state_forbids', { params: { state, event: 'record_survey' } });
	}
	const survey = await tx.intake.survey(application.id);
	return survey?.finishedAt ? refuse('survey_finished') : ok(true);
}

/** Locks the application and gives the target with its row as it now stands. */
export async function lockTarget(tx: Tx, target: UploadTarget): Promise<UploadTarget> {
	const application = await tx.applications.lock(target.application.id);
	if (application === undefined) throw new Error(`application ${target.application.id} vanished`);
	return { ...target, application };
}

/** What the item and the dossier hold, without the document that is to be replaced. Refusals: `document_gone`. */
export async function heldBy(tx: Tx, target: UploadTarget, replaces: string | null): Promise<Result<Held>> {
	const documents = await tx.uploads.documents(target.application.id);
	const ofItem = documents.filter(({ itemKey }) => itemKey === target.rules.key);
	const going = replaces === null ? undefined : ofItem.find(({ id }) => id === replaces);
	if (replaces !== null && going === undefined) return refuse('document_gone');
	const bytes = await tx.uploads.volume(target.application.id, target.part);
	return ok({
		bytes: bytes - (going?.size ?? 0n),
		files: ofItem.length - (going === undefined ? 0 : 1)
	});
}
