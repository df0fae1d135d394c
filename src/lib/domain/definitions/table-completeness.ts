import { isWithinDongLimit } from '#lib/domain/shared/money.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { PartCompleteness, Problem } from './problem.ts';
import type { Column, TableField } from './field-definition.ts';
import { kindOf, scalarKind } from './field-kinds/registry.ts';
import { isScalarColumn } from './field-kinds/table.ts';
import type { FormReading } from './form-reading.ts';
import type { StoredRow } from './stored-value.ts';

/**
 * A table counts as one part, or as one for each of its given rows. A row half filled is a problem even where the
 * table as a whole may stay empty, and so is a row that was added and left blank.
 */
export function tableCompleteness(
	reading: FormReading,
	section: string,
	table: TableField
): PartCompleteness {
	const rows = reading.rows(section, table);
	const required = reading.required(table.required, { section }) || (table.minRows ?? 0) > 0;
	const byRow = rows.map((row, index) =>
		rowProblems(reading, section, table, row, required).map((problem) => ({
			...problem,
			...(table.fixedRows === undefined && { inTable: { title: table.label, row: index + 1 } })
		}))
	);
	const incomplete = byRow.filter((problems) => problems.some(({ severity }) => severity === 'error')).length;
	const target = { section, field: table.key };
	const whole: Problem[] =
		required && rows.length === 0
			? [{ code: 'table_empty', severity: 'error', target, label: table.label }]
			: table.fixedRows === undefined && rows.length > 0
				? kindOf(table)
						.problems(rows, table, table.key)
						.map(({ code, params }) => ({
							code,
							...present({ params }),
							severity: 'error',
							target,
							label: table.label
						}))
				: [];
	const problems = [...whole, ...byRow.flat(), ...totalProblems(reading, section, table)];
	const units = table.fixedRows === undefined ? 1 : rows.length;
	const wholeUnits = table.fixedRows === undefined ? Number(problems.length === 0) : rows.length - incomplete;
	return {
		required: required ? units : 0,
		filled: required ? wholeUnits : 0,
		begun: rows.some((row) => Object.keys(row.cells).length > 0),
		problems,
		table: { key: table.key, counts: { rows: rows.length, incomplete } }
	};
}

function rowProblems(
	reading: FormReading,
	section: string,
	table: TableField,
	row: StoredRow,
	tableRequired: boolean
): Problem[] {
	const target = { section, field: table.key, row: row.id };
	const given = table.fixedRows?.find((fixed) => fixed.key === row.id);
	const name = table.rowName === undefined ? undefined : row.cells[table.rowName];
	const named = present({ rowName: given?.label.vi ?? (typeof name === 'string' ? name : undefined) });
	if (Object.keys(row.cells).length === 0) {
		// An untouched given row of an optional table is nothing; a row that someone added is something.
		if (given !== undefined && !tableRequired) return [];
		return [
			{ code: 'row_empty', severity: 'error', target, label: given?.label ?? table.rowLabel, ...named }
		];
	}
	const place = { section, table: table.key };
	return table.columns.flatMap((column) => {
		if (!isScalarColumn(column) || !reading.columnVisible(section, table, row, column)) return [];
		const value = row.cells[column.key];
		const at = {
			severity: 'error',
			label: column.label,
			...named,
			target: { ...target, column: column.key }
		} as const;
		if (value === undefined) {
			return reading.required(column.required, place, row) ? [{ ...at, code: 'cell_missing' }] : [];
		}
		return scalarKind(column)
			.problems(value, column, column.key)
			.map(({ code, params }) => ({ ...at, code, ...present({ params }) }));
	});
}

function totalProblems(reading: FormReading, section: string, table: TableField): Problem[] {
	const isMoney = (column: Column): boolean =>
		column.kind === 'dong' || (column.kind === 'calculated' && column.result.kind === 'dong');
	return table.columns
		.filter((column) => table.totals?.includes(column.key) === true && isMoney(column))
		.filter((column) => !isWithinDongLimit(BigInt(reading.total(section, table, column))))
		.map((column) => ({
			code: 'total_too_large',
			severity: 'error',
			target: { section, field: table.key },
			label: column.label
		}));
}
