/** Tables of an official paper for a word processor: those with rules, and those that only set things side by side. */
import {
	AlignmentType,
	BorderStyle,
	Table,
	TableBorders,
	TableCell,
	TableLayoutType,
	TableRow,
	VerticalAlignTable,
	WidthType
} from 'docx';
import type { Paragraph } from 'docx';
import type { PaperTable } from '#lib/domain/papers/paper.ts';
import { line } from './docx-text.ts';
import type { Look } from './docx-text.ts';

/** Rows of cells side by side, without rules; `widths` in twips. */
export function sideBySide(widths: readonly number[], rows: readonly (readonly Paragraph[][])[]): Table {
	return new Table({
		width: { size: sum(widths), type: WidthType.DXA },
		columnWidths: [...widths],
		layout: TableLayoutType.FIXED,
		borders: TableBorders.NONE,
		rows: rows.map(
			(cells) =>
				new TableRow({
					cantSplit: true,
					children: cells.map(
						(children, at) =>
							new TableCell({ width: { size: widths[at] ?? 0, type: WidthType.DXA }, children })
					)
				})
		)
	});
}

/** Lines in a frame, as wide as the page leaves. */
export function framed(width: number, strong: boolean, children: readonly Paragraph[]): Table {
	const side = { style: BorderStyle.SINGLE, size: strong ? 8 : 4, color: 'auto' } as const;
	return new Table({
		width: { size: width, type: WidthType.DXA },
		columnWidths: [width],
		borders: { top: side, bottom: side, left: side, right: side },
		margins: { top: 80, bottom: 80, left: 110, right: 110 },
		rows: [
			new TableRow({
				children: [new TableCell({ width: { size: width, type: WidthType.DXA }, children: [...children] })]
			})
		]
	});
}

const ALIGN = {
	left: AlignmentType.LEFT,
	right: AlignmentType.RIGHT,
	center: AlignmentType.CENTER
} as const;

/** A table with rules: its head stands again on each page, no row is torn. `size` of its letters in points. */
export function ruled(table: PaperTable, width: number, size: number): Table {
	const widths = columnWidths(table, width, size);
	const row = (cells: readonly string[], look: Look, head = false): TableRow =>
		new TableRow({
			cantSplit: true,
			tableHeader: head,
			children: cells.map((text, at) => {
				const alignment = head ? AlignmentType.CENTER : ALIGN[table.columns[at]?.align ?? 'left'];
				return new TableCell({
					width: { size: widths[at] ?? 0, type: WidthType.DXA },
					verticalAlign: VerticalAlignTable.CENTER,
					children: [line(text, { size, ...look }, { alignment })]
				});
			})
		});
	return new Table({
		width: { size: width, type: WidthType.DXA },
		columnWidths: widths,
		margins: { top: 40, bottom: 40, left: 80, right: 80 },
		rows: [
			row(
				table.columns.map(({ title }) => title),
				{ bold: true },
				true
			),
			...table.rows.map((cells) => row(cells, {})),
			...(table.total.length === 0 ? [] : [row(table.total, { bold: true })])
		]
	});
}

/** A column of figures asks for no more letters than this: an amount, a date, a code. */
const MOST_LETTERS = 24;
/** The widest of one letter, as a share of its size, and the two sides of a cell. */
const LETTER = 0.56;
const SIDES = 180;
/** A word of a title asks for no more: it would take the room of the words below. */
const MOST_TITLE = 10;

/** A column without a share takes what its longest word asks for; the others share the rest. In twips, together `width`. */
function columnWidths({ columns, rows, total }: PaperTable, width: number, size: number): number[] {
	const longest = (texts: readonly string[]): number =>
		Math.max(0, ...texts.flatMap((text) => text.split(/\s/).map((word) => [...word].length)));
	const needs = columns.map(({ title, share }, at) => {
		const cells = [...rows, total].map((row) => row[at] ?? '');
		const letters = Math.max(Math.min(MOST_TITLE, longest([title])), Math.min(MOST_LETTERS, longest(cells)));
		const asked = share === 0 ? letters : Math.min(MOST_TITLE, letters);
		return Math.round(asked * LETTER * size * 20) + SIDES;
	});
	const shares = columns.every(({ share }) => share === 0)
		? columns.map(() => 1)
		: columns.map(({ share }) => share);
	const rest = Math.max(0, width - sum(needs));
	const widths = needs.map((need, at) => need + (rest * (shares[at] ?? 0)) / sum(shares));
	const scale = width / sum(widths);
	return widths.map((given) => Math.floor(given * scale));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
