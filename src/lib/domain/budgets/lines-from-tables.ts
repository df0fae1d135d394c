import type { BudgetLinesSource } from '#lib/domain/definitions/definition.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers, StoredRow, StoredScalar } from '#lib/domain/definitions/stored-value.ts';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import type { BudgetLine } from './line.ts';

type TableSource = Extract<BudgetLinesSource, { kind: 'tables' }>['tables'][number];

/**
 * The budget lines of a programme whose money is asked for in tables of its form (BudgetLinesSource `tables`).
 * The rows are those of a submitted revision. A row keeps its id as the key of its line; a figure that the row
 * does not have is null in the line, and the engine lists it.
 */
export function linesFromTables(
	answers: Answers,
	source: Extract<BudgetLinesSource, { kind: 'tables' }>
): BudgetLine[] {
	let position = 0;
	return source.tables.flatMap((table) => {
		const [section = '', field = ''] = table.table.split('.');
		return rowsOf(answers[section]?.[field]).flatMap((row): BudgetLine[] => {
			position += 10;
			const line = lineOf(row, table, position);
			return line === null ? [] : [line];
		});
	});
}

/** Null for a row without a kind of cost: nobody could say to which category it belongs. */
function lineOf(row: StoredRow, table: TableSource, position: number): BudgetLine | null {
	const { columns, categories } = table;
	const kind = plainText(row.cells[columns.category]);
	const place = Object.hasOwn(categories, kind) ? categories[kind] : undefined;
	if (place === undefined || !isUuid(row.id)) return null;
	const quantity = decimalFromPlain(plainText(row.cells[columns.quantity]));
	const unitPrice = dongFromPlain(plainText(row.cells[columns.unitPrice]));
	return {
		key: row.id,
		position,
		category: place.category,
		content: plainText(row.cells[columns.content]),
		unit: plainText(row.cells[columns.unit]),
		quantity: quantity.ok ? quantity.value : null,
		unitPrice: unitPrice.ok ? unitPrice.value : null,
		source: table.source,
		...(place.subKind !== undefined && { subKind: place.subKind })
	};
}

function plainText(value: StoredScalar | undefined): string {
	return typeof value === 'string' ? value : '';
}
