/** What a printed form says, place by place: what its code is computed from, and what is compared when its scan comes. */
import type { ComputedLine } from '#lib/domain/budgets/line.ts';
import { lineToJson } from '#lib/domain/budgets/line-json.ts';
import type { FieldDefinition, TableField } from '#lib/domain/definitions/field-definition.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import { fieldIn } from '#lib/domain/definitions/expression-scope.ts';
import { knownFactOf, partsOf, placeholdersIn } from '#lib/domain/definitions/print-spec.ts';
import type { KnownFact, PrintedAddress, PrintPart, PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';

/** What forms are printed from: the working copy as it is read now. */
export interface PrintSource {
	readonly reading: FormReading;
	readonly known: Readonly<Record<KnownFact, string>>;
	/** Of the budget tables, in their order; none where the programme has no budget of its own. */
	readonly lines: readonly ComputedLine[];
}

/** By `section.field`, `section.table` (the order of its rows), `section.table/row/column`, `@fact`, `budget/line`. */
export type PrintedCells = Readonly<Record<string, JsonValue>>;

/** Words of the office, which may be corrected while a signed form stands. */
const OFFICE_FACTS: readonly KnownFact[] = ['call_title', 'lot_title'];

/** Every answer and figure that the form prints; what is hidden or empty is null. */
export function printedCells(spec: PrintSpec, source: PrintSource): PrintedCells {
	const signers = spec.signers.flatMap(({ of }) => (of === undefined ? [] : [of]));
	const entries = [
		...partsOf(spec).flatMap((part) => cellsOfPart(part, source)),
		...signers.flatMap((address) => cellOf(address, source))
	];
	return Object.fromEntries(entries);
}

type Entry = readonly [path: string, value: JsonValue];

function cellsOfPart(part: PrintPart, source: PrintSource): Entry[] {
	switch (part.kind) {
		case 'words':
			return placeholdersIn(part.text).flatMap((address) => cellOf(address, source));
		case 'facts':
			return part.rows.flatMap(({ of }) => cellOf(of, source));
		case 'answer':
			return cellOf(part.of, source);
		case 'table':
			return cellsOfTable(part, source);
		case 'budget':
			return [
				['budget', source.lines.map(({ key }) => key)],
				...source.lines.map((line): Entry => [`budget/${line.key}`, withoutPlace(lineToJson(line))])
			];
		default:
			return [];
	}
}

/** Its place shows in the order of the lines. */
function withoutPlace({ position: _position, ...line }: ReturnType<typeof lineToJson>): JsonValue {
	return line;
}

function cellOf(address: PrintedAddress, { reading, known }: PrintSource): Entry[] {
	const fact = knownFactOf(address);
	if (fact !== undefined) return OFFICE_FACTS.includes(fact) ? [] : [[address, known[fact]]];
	const found = shownField(reading, address);
	if (found === undefined) return [[address, null]];
	const { section, field } = found;
	if (field.kind === 'calculated') return [[address, reading.calculated(section, field)]];
	return [[address, plain(reading.answers[section]?.[field.key])]];
}

function cellsOfTable(part: Extract<PrintPart, { kind: 'table' }>, { reading }: PrintSource): Entry[] {
	const found = shownField(reading, part.of);
	if (found?.field.kind !== 'table') return [[part.of, null]];
	const { section, field } = found;
	const rows = reading.rows(section, field);
	return [
		[part.of, rows.map(({ id }) => id)],
		...rows.flatMap((row) =>
			printedColumns(field, part).map((column): Entry => {
				const path = `${part.of}/${row.id}/${column.key}`;
				if (!reading.columnVisible(section, field, row, column)) return [path, null];
				if (column.kind === 'calculated') return [path, reading.calculatedCell(section, field, row, column)];
				return [path, plain(row.cells[column.key])];
			})
		)
	];
}

/** The columns that a part prints, in its order. */
export function printedColumns(
	table: TableField,
	{ columns }: Pick<Extract<PrintPart, { kind: 'table' }>, 'columns'>
): TableField['columns'] {
	if (columns === undefined) return table.columns;
	return columns.flatMap((key) => table.columns.filter((column) => column.key === key));
}

/** The field of an address, while the answers show it. */
export function shownField(
	reading: FormReading,
	address: PrintedAddress
): { readonly section: string; readonly field: FieldDefinition } | undefined {
	const [key = '', fieldKey = ''] = address.split('.');
	const section = reading.form.sections.find((one) => one.key === key);
	const field = fieldIn(reading.form, key, fieldKey);
	if (section === undefined || field === undefined || !reading.fieldVisible(section, field)) return undefined;
	return { section: key, field };
}

/** Stored answers are plain data; what is absent is null. */
function plain(value: unknown): JsonValue {
	return value === undefined || value === null ? null : (value as JsonValue);
}
