import { revisionFacts } from './revision-facts.ts';
import type { Dossier } from '#lib/server/app/sheets/read-dossier.ts';

/** A dossier as its pages show it: what a reader needs, without the rules and rubrics of the definition. */
export function dossierPage(view: Dossier) {
	const { application, call, lot, definition, revision, council, one } = view;
	return {
		application: { id: application.id, code: application.code, title: application.title },
		organisation: one.organisation,
		call: { code: call.code, title: call.title, closesAt: call.closesAt },
		lot: { id: lot.id, code: lot.code, title: lot.title },
		council: { id: council.id, name: council.name },
		definition: { ...definition, ruleSet: { ...definition.ruleSet, parameters: {} }, rubrics: {} },
		revision: { ...revision, budget: null },
		...revisionFacts(revision),
		survey: view.survey ?? null,
		surveyGroups: view.surveyGroups,
		surveyRecordId: view.surveyRecordId,
		surveyFiles: view.surveyFiles,
		declaredAt: view.declaredAt,
		neighbours: view.neighbours,
		marks: view.marks
	};
}
