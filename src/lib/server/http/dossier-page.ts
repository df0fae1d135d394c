import { frozenDossier } from './frozen-dossier.ts';
import type { Dossier } from '#lib/server/app/sheets/read-dossier.ts';

/** A dossier as the pages of the council show it. */
export function dossierPage(view: Dossier) {
	const { application, call, lot, definition, revision, council, one } = view;
	return {
		application: { id: application.id, code: application.code, title: application.title },
		organisation: one.organisation,
		call: { code: call.code, title: call.title, closesAt: call.closesAt },
		lot: { id: lot.id, code: lot.code, title: lot.title },
		council: { id: council.id, name: council.name },
		...frozenDossier(definition, revision),
		survey: view.survey ?? null,
		surveyGroups: view.surveyGroups,
		surveyRecordId: view.surveyRecordId,
		surveyFiles: view.surveyFiles,
		declaredAt: view.declaredAt,
		neighbours: view.neighbours,
		marks: view.marks
	};
}
