import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Column, ScalarField, TableField } from '../field-definition.ts';
import type { StoredRow, StoredScalar } from '../stored-value.ts';
import { wrongType } from './field-kind.ts';
import type { FieldKind, ReadingContext } from './field-kind.ts';
import { isRecord } from '#lib/domain/shared/record.ts';

/** The kinds that may stand in a column, handed in by the registry. */
export type CellKinds = (column: ScalarField) => FieldKind<ScalarField, StoredScalar>;

export function isScalarColumn(column: Column): column is ScalarField {
	return column.kind !== 'calculated';
}

/**
 * A whole table at once, `[{ id, cells }]`, as an import sends it; single cells go by patches (answers.ts).
 * Calculated columns are not read: they are computed.
 * Refusals: `answer_wrong_type`, `table_row_id`, `table_row_repeated`, `table_row_unknown`,
 * `table_column_unknown`, `table_too_many_rows` {limit}, and `table_cells_refused` with every refused cell.
 * Problems: `table_too_few_rows` {limit}.
 */
export function tableKind(kindOf: CellKinds): FieldKind<TableField, readonly StoredRow[]> {
	return {
		parse(raw, field, context, path) {
			if (raw === null || raw === undefined || raw === '') return ok(null);
			if (!Array.isArray(raw)) return wrongType(path);
			if (raw.length > field.maxRows) {
				return refuse('table_too_many_rows', { field: path, params: { limit: String(field.maxRows) } });
			}
			return readRows(raw, field, context, path, kindOf);
		},
		problems(value, field, path) {
			const { minRows } = field;
			return minRows !== undefined && value.length < minRows
				? [{ code: 'table_too_few_rows', field: path, params: { limit: String(minRows) } }]
				: [];
		},
		isEmpty: (value) => value.length === 0,
		toExpression: () => null
	};
}

function readRows(
	raw: readonly unknown[],
	field: TableField,
	context: ReadingContext,
	path: string,
	kindOf: CellKinds
): Result<readonly StoredRow[] | null> {
	const rows: StoredRow[] = [];
	const causes: Refusal[] = [];
	for (const entry of raw) {
		if (typeof entry !== 'object' || entry === null) return wrongType(path);
		const { id, cells } = entry as Readonly<Record<string, unknown>>;
		if (!isRecord(cells)) return wrongType(path);
		const named = readRowId(id, field, path);
		if (!named.ok) return named;
		if (rows.some((row) => row.id === named.value)) return refuse('table_row_repeated', { field: path });
		const read = readCells(cells, field, context, `${path}/${named.value}`, kindOf);
		if (read.ok) rows.push({ id: named.value, cells: read.value });
		else causes.push(...(read.refusal.causes ?? [read.refusal]));
	}
	if (causes.length > 0) return refuse('table_cells_refused', { field: path, causes });
	return ok(rows.length === 0 ? null : rows);
}

/** A row's id: one of the fixed rows where the table has such, else a uuid. */
export function readRowId(id: unknown, field: TableField, path: string): Result<string> {
	if (field.fixedRows !== undefined) {
		const known = field.fixedRows.find((row) => row.key === id);
		return known === undefined ? refuse('table_row_unknown', { field: path }) : ok(known.key);
	}
	return isUuid(id) ? ok(id.toLowerCase()) : refuse('table_row_id', { field: path });
}

/** Reads the cells of one row; all refused cells are named at once. */
export function readCells(
	raw: Readonly<Record<string, unknown>>,
	field: TableField,
	context: ReadingContext,
	path: string,
	kindOf: CellKinds
): Result<Readonly<Record<string, StoredScalar>>> {
	const cells: Record<string, StoredScalar> = {};
	const causes: Refusal[] = [];
	for (const [key, value] of Object.entries(raw)) {
		const column = field.columns.find((candidate) => candidate.key === key);
		if (column === undefined || !isScalarColumn(column)) {
			causes.push({ code: 'table_column_unknown', field: `${path}/${key.slice(0, 40)}` });
			continue;
		}
		const cell = kindOf(column).parse(value, column, context, `${path}/${key}`);
		if (!cell.ok) causes.push(cell.refusal);
		else if (cell.value !== null) cells[key] = cell.value;
	}
	return causes.length > 0 ? refuse('table_cells_refused', { field: path, causes }) : ok(cells);
}
