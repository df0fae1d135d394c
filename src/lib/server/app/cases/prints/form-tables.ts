import { facts, heading, paragraph, table } from '#lib/domain/papers/blocks.ts';
import type { Block, PaperColumn } from '#lib/domain/papers/paper.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import type { Column, TableField } from '#lib/domain/definitions/field-definition.ts';
import type { PrintPart } from '#lib/domain/definitions/print-spec.ts';
import type { StoredRow } from '#lib/domain/definitions/stored-value.ts';
import { printedColumns, shownField } from '#lib/domain/prints/printed-cells.ts';
import type { PrintSource } from '#lib/domain/prints/printed-cells.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import { answerText, isFigure } from '#lib/i18n/answer-text.ts';
import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { rowTitle } from '#lib/i18n/row-title.ts';

type TablePart = Extract<PrintPart, { kind: 'table' }>;

/** Room for the pen in place of one answer. */
export const DOTS = '……………………';
/** A line for the pen. */
export const LINE = '…'.repeat(31);
/** Rows left to the pen on an empty form. */
const EMPTY_ROWS = 5;
/** What may be as long as this is a sentence and takes more of the width, characters. */
const WORDY = 200;

/** A table of the form, as a table or one row under the other. */
export function tableBlocks(
	part: TablePart,
	print: { readonly source: PrintSource; readonly state: 'empty' | 'draft' | 'complete' }
): Block[] {
	const { reading } = print.source;
	const [section = '', key = ''] = part.of.split('.');
	const field = fieldIn(reading.form, section, key);
	if (field?.kind !== 'table') throw new Error(`no table ${part.of}`);
	if (print.state !== 'empty' && shownField(reading, part.of) === undefined) return [];
	const columns = printedColumns(field, part);
	const rows = print.state === 'empty' ? emptyRows(field) : reading.rows(section, field);
	const title = heading('part', part.label ?? field.label.vi);
	if (rows.length === 0) return [title, paragraph(print.state === 'complete' ? 'Không có.' : LINE)];
	const cell = (row: StoredRow, column: Column): string => {
		if (print.state === 'empty' || !reading.columnVisible(section, field, row, column)) return '';
		const value =
			column.kind === 'calculated'
				? reading.calculatedCell(section, field, row, column)
				: row.cells[column.key];
		return isMoney(column) && typeof value === 'string' ? figure(value) : answerText(column, value, 'vi');
	};
	const asked = (row: StoredRow, column: Column): boolean =>
		print.state === 'empty' || reading.columnVisible(section, field, row, column);
	if (part.layout === 'records')
		return [title, ...records(field, columns, rows, { cell, asked, empty: print.state === 'empty' })];
	const total = totals(field, columns, (column) => reading.total(section, field, column));
	return [
		title,
		table(part.label ?? field.label.vi, {
			columns: [
				{ title: 'TT', align: 'center', share: 0 },
				...(field.fixedRows === undefined ? [] : [{ title: 'Nội dung', align: 'left', share: 3 } as const]),
				...columns.map((column) => columnOf(column, print.state === 'empty'))
			],
			rows: rows.map((row, index) => [
				String(index + 1),
				...(field.fixedRows === undefined ? [] : [rowTitle(field, row, index + 1, 'vi')]),
				...columns.map((column) => cell(row, column))
			]),
			total: print.state === 'empty' ? [] : total
		})
	];
}

function emptyRows(field: TableField): StoredRow[] {
	if (field.fixedRows !== undefined) return field.fixedRows.map(({ key }) => ({ id: key, cells: {} }));
	return Array.from({ length: EMPTY_ROWS }, (_, index) => ({ id: String(index), cells: {} }));
}

function records(
	field: TableField,
	columns: readonly Column[],
	rows: readonly StoredRow[],
	{
		cell,
		asked,
		empty
	}: {
		readonly cell: (row: StoredRow, column: Column) => string;
		readonly asked: (row: StoredRow, column: Column) => boolean;
		readonly empty: boolean;
	}
): Block[] {
	return rows.flatMap((row, index): Block[] => [
		heading(
			'part',
			`(${index + 1}) ${empty && field.fixedRows === undefined ? DOTS : rowTitle(field, row, index + 1, 'vi')}`
		),
		facts(
			columns
				.filter((column) => column.key !== field.rowName && asked(row, column))
				.map((column) => ({ label: `${column.label.vi}:`, text: cell(row, column) || (empty ? DOTS : '–') }))
		)
	]);
}

/** A column of figures is as wide as they are; where there are none yet, as the pen needs. */
function columnOf(column: Column, empty: boolean): PaperColumn {
	const figures = isFigure(column);
	const wordy =
		column.kind === 'long_text' || (column.kind === 'short_text' && column.maxCharacters >= WORDY);
	return {
		title: isMoney(column) ? `${column.label.vi} (đồng)` : column.label.vi,
		align: figures ? 'right' : 'left',
		share: figures || column.kind === 'date' ? (empty ? 1 : 0) : wordy ? 3 : 1
	};
}

/** The sums under the columns that add up; none where no printed column does. */
function totals(
	field: TableField,
	columns: readonly Column[],
	sum: (column: Column) => string
): readonly string[] {
	const adds = (column: Column): boolean => field.totals?.includes(column.key) === true;
	if (!columns.some(adds)) return [];
	const cells = columns.map((column) => {
		if (!adds(column)) return '';
		return isMoney(column) ? figure(sum(column)) : answerText(column, sum(column), 'vi');
	});
	const [first = ''] = cells;
	return field.fixedRows === undefined
		? ['', first === '' ? 'Cộng' : first, ...cells.slice(1)]
		: ['', 'Cộng', ...cells];
}

function isMoney(column: Column): boolean {
	return column.kind === 'dong' || (column.kind === 'calculated' && column.result.kind === 'dong');
}

function figure(plain: string): string {
	const amount = dongFromPlain(plain);
	return amount.ok ? formatDongFigure(amount.value, 'vi') : plain;
}
