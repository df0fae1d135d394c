import type { TableField } from '#lib/domain/definitions/field-definition.ts';
import type { StoredRow } from '#lib/domain/definitions/stored-value.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { answerText } from './answer-text.ts';

/** What a row is called: its given label, else the answer in the column that names rows, else "phương tiện đo 3". */
export function rowTitle(table: TableField, row: StoredRow, position: number, locale: Locale): string {
	const given = table.fixedRows?.find((fixed) => fixed.key === row.id);
	if (given !== undefined) return localizedText(given.label, locale);
	const column = table.columns.find((candidate) => candidate.key === table.rowName);
	const name =
		column === undefined || column.kind === 'calculated'
			? ''
			: answerText(column, row.cells[column.key], locale);
	return name === '' ? `${localizedText(table.rowLabel, locale)} ${position}` : name;
}

/** The first few answers of a row beside its name, for a row that is closed. */
export function rowGist(table: TableField, row: StoredRow, locale: Locale): string {
	return table.columns
		.filter((column) => column.key !== table.rowName && column.kind !== 'long_text')
		.flatMap((column) => {
			if (column.kind === 'calculated') return [];
			const text = answerText(column, row.cells[column.key], locale);
			if (text === '') return [];
			// A bare number says nothing without the name of its column: "Số lượng 8".
			const bare = (column.kind === 'whole_number' || column.kind === 'decimal') && column.unit === undefined;
			return [bare ? `${localizedText(column.label, locale)} ${text}` : text];
		})
		.slice(0, 5)
		.join(' · ');
}

/** Rows as they stand in the form: all given rows in their order, or those that were added. */
export function shownRows(table: TableField, stored: readonly StoredRow[]): readonly StoredRow[] {
	if (table.fixedRows === undefined) return stored;
	return table.fixedRows.map(({ key }) => stored.find((row) => row.id === key) ?? { id: key, cells: {} });
}
