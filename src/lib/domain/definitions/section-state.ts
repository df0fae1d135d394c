/** All that follows from answers about one section while it is written; server and browser work it out by this. */
import { completeness } from './completeness.ts';
import type { SectionCompleteness } from './completeness.ts';
import { computeRead } from './compute-section.ts';
import type { ComputedSection } from './compute-section.ts';
import type { ProgrammeDefinition } from './definition.ts';
import { formOf } from './form.ts';
import { readForm } from './form-reading.ts';
import type { FormFacts, FormReading } from './form-reading.ts';
import type { Problem } from './problem.ts';
import type { Answers } from './stored-value.ts';

export interface SectionState {
	readonly computed: ComputedSection;
	/** Undefined where the variant has no such section. */
	readonly summary: SectionCompleteness | undefined;
	/** What this section lacks or has wrong. */
	readonly problems: readonly Problem[];
	/** What has to be filled in only under a condition, and that holds now: `field`, `table/row/column`. */
	readonly required: readonly string[];
}

/** A section and what its expressions reach; `definition` may be cut down to these. */
export interface SectionAsked {
	readonly definition: ProgrammeDefinition;
	readonly variant: string;
	readonly sectionKey: string;
	readonly answers: Answers;
	readonly facts: FormFacts;
}

export function sectionState({
	definition,
	variant,
	sectionKey,
	answers,
	facts
}: SectionAsked): SectionState {
	const reading = readForm(formOf(definition, variant), answers, facts);
	// What depends on the budget is judged with the whole dossier, where its lines are known as well as its sums.
	const { budget: _sums, ...known } = facts;
	const whole = completeness({ definition, variant, answers, documents: [], facts: known });
	return {
		computed: computeRead(reading, sectionKey),
		summary: whole.sections.find(({ key }) => key === sectionKey),
		problems: whole.problems.filter(({ target }) => 'section' in target && target.section === sectionKey),
		required: requiredNow(reading, sectionKey)
	};
}

function requiredNow(reading: FormReading, sectionKey: string): string[] {
	const section = reading.form.sections.find(({ key }) => key === sectionKey);
	if (section === undefined || !reading.sectionVisible(section)) return [];
	return section.fields.flatMap((field) => {
		const place = { section: sectionKey };
		const own =
			typeof field.required === 'object' && reading.required(field.required, place) ? [field.key] : [];
		if (field.kind !== 'table' || !reading.fieldVisible(section, field)) return own;
		const columns = field.columns.filter(({ required }) => typeof required === 'object');
		const cells = reading
			.rows(sectionKey, field)
			.flatMap((row) =>
				columns
					.filter(({ required }) => reading.required(required, { ...place, table: field.key }, row))
					.map(({ key }) => `${field.key}/${row.id}/${key}`)
			);
		return [...own, ...cells];
	});
}
