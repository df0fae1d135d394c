import type { PrefillSource } from './field-definition.ts';
import type { ReadingContext } from './field-kinds/field-kind.ts';
import { kindOf } from './field-kinds/registry.ts';
import type { Form } from './form.ts';
import type { Answers, StoredValue } from './stored-value.ts';

/** What is known, as it would be typed ('120', '310000000000', '23767'). */
export type Known = Readonly<Partial<Record<PrefillSource, string>>>;

/** The answers that a new draft starts with. What does not fit its field is left out: the applicant will enter it. */
export function initialAnswers(form: Form, known: Known, context: ReadingContext): Answers {
	return Object.fromEntries(
		form.sections.flatMap((section) => {
			const values = section.fields.flatMap((field): [string, StoredValue][] => {
				const raw = field.prefill === undefined ? undefined : known[field.prefill];
				if (raw === undefined) return [];
				const read = kindOf(field).parse(raw, field, context, field.key);
				return read.ok && read.value !== null ? [[field.key, read.value]] : [];
			});
			return values.length === 0 ? [] : [[section.key, Object.fromEntries(values)]];
		})
	);
}
