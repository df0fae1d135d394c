import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';

/**
 * The part of a definition that one section's page needs: the section, and those that its expressions reach through
 * any number of steps. Everything else (rules, rubrics, other sections) stays on the server: pages must load on a
 * slow line.
 */
export function definitionForSection(
	definition: ProgrammeDefinition,
	sectionKey: string
): ProgrammeDefinition {
	const needed = new Set([sectionKey]);
	for (const key of needed) {
		const said = expressionsOf(definition, key);
		for (const other of definition.sections) {
			if (said.some((text) => mentions(text, other.key))) needed.add(other.key);
		}
	}
	const { screeningRubrics: _, ...rest } = definition;
	const { key, title } = definition.ruleSet;
	return {
		...rest,
		sections: definition.sections
			.filter((section) => needed.has(section.key))
			.map((section) => (section.key === sectionKey ? section : withoutWords(section))),
		checks: definition.checks.filter(({ section }) => section === sectionKey),
		dossier: [],
		legalBasis: [],
		conditions: [],
		rubrics: {},
		documents: [],
		participants: [],
		declaration: [],
		labels: {},
		amounts: {},
		ruleSet: { key, title, parameters: {} }
	};
}

/** Keys of the sections whose answers must go along. */
export function sectionsIn(definition: ProgrammeDefinition): string[] {
	return definition.sections.map(({ key }) => key);
}

function mentions(text: string, section: string): boolean {
	return new RegExp(`(^|[^A-Za-z0-9_.])${section}\\.`).test(text);
}

/** Every text of a section that may be an expression; a few too many do no harm. */
function expressionsOf(definition: ProgrammeDefinition, key: string): string[] {
	const section = definition.sections.find((candidate) => candidate.key === key);
	const own = section === undefined ? [] : section.fields.flatMap(expressionsOfField);
	const checks = definition.checks
		.filter((check) => check.section === key)
		.map(({ expression }) => expression);
	return [...(section?.showIf === undefined ? [] : [section.showIf]), ...own, ...checks];
}

function expressionsOfField(field: SectionDefinition['fields'][number]): string[] {
	const required = typeof field.required === 'object' ? [field.required.if] : [];
	const shown = field.showIf === undefined ? [] : [field.showIf];
	const calculated = field.kind === 'calculated' ? [field.expression] : [];
	const columns = field.kind === 'table' ? field.columns.flatMap(expressionsOfField) : [];
	return [...required, ...shown, ...calculated, ...columns];
}

/** Help texts of a section that is only calculated with. */
function withoutWords(section: SectionDefinition): SectionDefinition {
	const { guidance: _guidance, ...rest } = section;
	return {
		...rest,
		fields: section.fields.map(({ guidance: _said, hint: _hint, ...field }) => field)
	};
}
