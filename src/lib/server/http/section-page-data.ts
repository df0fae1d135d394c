import type { SectionPage } from '#lib/server/app/applications/read-section.ts';
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { dongToPlain } from '#lib/domain/shared/money.ts';

/** What the page of a section gets: plain data only, and no more than it shows. */
export function sectionPageData(page: SectionPage, sectionKey: string, locals: App.Locals) {
	const { of, budget } = page;
	const person = locals.actor.kind === 'person' ? locals.actor.personId : '';
	return {
		id: of.application.id,
		person,
		sectionKey,
		title: of.application.title,
		code: of.application.code,
		replacing: of.application.replacing,
		callTitle: of.call.title,
		programmeTitle: of.definition.document.title,
		opensAt: of.call.opensAt.toISOString(),
		closesAt: deadlineOf(of.application, of.call).toISOString(),
		now: page.now.toISOString(),
		definition: page.definition,
		variant: page.variant,
		facts: page.facts,
		answers: page.answers,
		version: page.version,
		savedAt: page.savedAt?.toISOString() ?? null,
		sections: page.sections,
		dossier: page.dossier,
		budget:
			budget === undefined
				? null
				: { state: dongToPlain(budget.state), own: dongToPlain(budget.own), lines: budget.lines },
		files: page.documents.map(({ itemKey, fileName }) => ({ itemKey, fileName })),
		places: page.places
	};
}
