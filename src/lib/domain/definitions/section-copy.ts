/** Answers to read, made ready: whoever shows them needs no definition, no expressions and nothing that is hidden. */
import type { Localized } from '#lib/domain/shared/localized.ts';
import { computeRead } from './compute-section.ts';
import type { ComputedSection } from './compute-section.ts';
import type { ProgrammeDefinition } from './definition.ts';
import type { FieldDefinition } from './field-definition.ts';
import { formOf } from './form.ts';
import { readForm } from './form-reading.ts';
import type { FormFacts, FormReading } from './form-reading.ts';
import type { Answers, SectionValues } from './stored-value.ts';

export interface SectionCopy {
	readonly key: string;
	readonly title: Localized;
	/** The fields that the answers show, in order. */
	readonly fields: readonly FieldDefinition[];
	/** Answers to these fields and to no others. */
	readonly values: SectionValues;
	readonly computed: ComputedSection;
}

/** The sections that the answers show, in order. */
export function copySections(
	definition: ProgrammeDefinition,
	variant: string,
	answers: Answers,
	facts: FormFacts = {}
): SectionCopy[] {
	const reading = readForm(formOf(definition, variant), answers, facts);
	return reading.form.sections.flatMap(({ key }) => copySection(reading, key) ?? []);
}

/** Undefined where the answers hide it. */
function copySection(reading: FormReading, key: string): SectionCopy | undefined {
	const section = reading.form.sections.find((candidate) => candidate.key === key);
	if (section === undefined || !reading.sectionVisible(section)) return undefined;
	const computed = computeRead(reading, key);
	const fields = section.fields.filter((field) => computed.fields.includes(field.key));
	const given = reading.answers[key] ?? {};
	return {
		key,
		title: section.title,
		fields,
		values: Object.fromEntries(
			fields.flatMap((field) => {
				const value = given[field.key];
				return value === undefined ? [] : [[field.key, value]];
			})
		),
		computed
	};
}
