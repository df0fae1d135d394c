import { frozenDossier } from './frozen-dossier.ts';
import type { Dossier } from '#lib/server/app/sheets/read-dossier.ts';

/** Links to each side of an application: a lot may have hundreds, and nobody goes from the first to the last in one step. */
const EACH_SIDE = 4;

function nearest(all: Dossier['neighbours'], applicationId: string) {
	const at = all.findIndex((one) => one.applicationId === applicationId);
	const from = Math.max(0, Math.min(at - EACH_SIDE, all.length - 2 * EACH_SIDE - 1));
	return { total: all.length, place: at + 1, near: all.slice(from, from + 2 * EACH_SIDE + 1) };
}

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
		neighbours: nearest(view.neighbours, application.id),
		marks: view.marks
	};
}
