import type { FieldDefinition, SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';

/** The field or column at a place of a section. */
export function fieldAt(section: SectionDefinition, path: string): FieldDefinition | undefined {
	const [key, , column] = path.split('/');
	const field = section.fields.find((candidate) => candidate.key === key);
	if (field?.kind !== 'table' || column === undefined) return field;
	return field.columns.find((candidate) => candidate.key === column) ?? field;
}

export function placeName(section: SectionDefinition, path: string, locale: Locale): string {
	const field = fieldAt(section, path);
	return field === undefined ? '' : localizedText(field.label, locale);
}
