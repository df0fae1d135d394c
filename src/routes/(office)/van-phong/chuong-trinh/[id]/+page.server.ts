import { asksForPlace, dossierOf, inVariant } from '#lib/domain/definitions/definition.ts';
import { followSection } from '#lib/features/form/follow-section.ts';
import { NO_PLACES } from '#lib/features/form/places.ts';
import { bodyWords } from '#lib/features/programmes/body-words.ts';
import { ruleWords } from '#lib/features/programmes/rule-words.ts';
import { definitionForSection } from '#lib/server/app/applications/needed-sections.ts';
import { readDefinition } from '#lib/server/app/definitions/read-definitions.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readDefinition(locals.ctx, params.id), url);
	const { document, rules, places, ...rest } = view;
	const { variants, sections } = document;
	const wanted = (key: string) => url.searchParams.get(key);
	const variant = variants.find(({ key }) => key === wanted('loai'))?.key ?? variants[0]?.key ?? 'standard';
	const shown = sections.filter((section) => inVariant(section, variant));
	const section = shown.find(({ key }) => key === wanted('phan'))?.key ?? shown[0]?.key ?? '';
	// What the preview tries out, and what stands beside it in words; rules and other sections stay on the server.
	const definition = definitionForSection(document, section);
	const asked = shown.find(({ key }) => key === section);
	return {
		...rest,
		title: document.title,
		summary: document.summary,
		conditions: document.conditions.filter((part) => inVariant(part, variant)),
		legalBasis: document.legalBasis,
		variants,
		variant,
		section,
		sections: shown.map(({ key, title }) => ({ key, title })),
		definition,
		places: asked !== undefined && asksForPlace(asked) ? places : NO_PLACES,
		state: followSection({ definition, variant, sectionKey: section, answers: {}, facts: {} }, locals.locale),
		dossier: dossierOf(document, variant),
		rubric: document.rubrics[variant],
		rules: ruleWords(rules, locals.locale),
		bodies: bodyWords(document, rest.today, locals.locale)
	};
};
