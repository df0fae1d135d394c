import { isRowPlace } from '#lib/domain/definitions/section-operations.ts';
import type { StoredScalar } from '#lib/domain/definitions/stored-value.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { answerText } from '#lib/i18n/answer-text.ts';
import { fieldAt } from './place-name.ts';
import { isScalarValue } from './scalar-value.ts';
import type { SectionDraft } from './section-draft.svelte.ts';

/** A value of a section in words, as it was sent or kept for a place: a cell, a row, the rows of a table. */
export function storedWords(draft: SectionDraft, path: string, value: unknown, locale: Locale): string {
	const field = fieldAt(draft.section, path);
	const rows = Array.isArray(value) && isRowPlace(path) ? value.length : undefined;
	if (rows !== undefined) return m.applications_rows({ count: rows });
	if (value === null || value === undefined || value === '')
		return path.split('/').length > 2 && value === null && rowGone(draft, path)
			? m.drafts_conflict_row_gone()
			: m.applications_conflict_empty();
	if (field === undefined || field.kind === 'table' || field.kind === 'budget' || field.kind === 'file')
		return isRowPlace(path) ? m.drafts_conflict_row_gone() : m.applications_conflict_empty();
	const stored = value as StoredScalar;
	return isScalarValue(stored) ? answerText(field, stored, locale) : '';
}

function rowGone(draft: SectionDraft, path: string): boolean {
	const [key = '', rowId] = path.split('/');
	const rows = draft.values[key];
	return !(Array.isArray(rows) && rows.some((row: unknown) => isRow(row) && row.id === rowId));
}

function isRow(row: unknown): row is { readonly id: string } {
	return typeof row === 'object' && row !== null && 'id' in row;
}
