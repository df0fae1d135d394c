import { applyPatches } from '#lib/domain/definitions/answers.ts';
import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import {
	addsRow,
	isRowPlace,
	patchOf,
	removesRow,
	rowPlace
} from '#lib/domain/definitions/section-operations.ts';
import type { RowValue } from '#lib/domain/definitions/section-operations.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { SectionValues, StoredRow } from '#lib/domain/definitions/stored-value.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { DraftAdapter } from '#lib/features/draft/ports.ts';

/** One save of the core takes no more. */
const PORTION = 200;

/** How a section's answers change; the same core as on the server reads every value. */
export function sectionAdapter(
	section: SectionDefinition,
	context: ReadingContext
): DraftAdapter<SectionValues> {
	/** The table that a row was shown in last: one that somebody has taken away comes back whole, at its place. */
	const seen = new Map<string, readonly StoredRow[]>();
	const remember = (values: SectionValues): SectionValues => {
		for (const [fieldKey, value] of Object.entries(values)) {
			const rows = rowsOf(value);
			for (const { id } of rows) seen.set(rowPlace(fieldKey, id), rows);
		}
		return values;
	};
	return {
		merge(values, operations) {
			let current = values;
			const patches = wordsInRows(operations).flatMap((operation) => patchOf(operation, 0) ?? []);
			for (let from = 0; from < patches.length; from += PORTION) {
				const portion = patches.slice(from, from + PORTION);
				const outcome = applyPatches(section, { values: current, touched: {} }, 0, portion, context);
				if (outcome.ok) current = outcome.value.content.values;
			}
			return remember(current);
		},
		read: (content) => (isValues(content) ? remember(content) : undefined),
		removes: removesRow,
		// A row is added and then moved: both count. What takes it away stands for all before.
		replaces: (later) => !isRowPlace(later.path) || removesRow(later),
		again(values, operation) {
			const [fieldKey = '', rowId, columnKey] = operation.path.split('/');
			if (rowId === undefined || columnKey === undefined) return [operation];
			const rows = rowsOf(values[fieldKey]);
			if (rows.some(({ id }) => id === rowId)) return [operation];
			const path = rowPlace(fieldKey, rowId);
			return [{ path, value: rowAgain(rowId, rows, seen.get(path) ?? []) }, operation];
		}
	};
}

function rowAgain(rowId: string, rows: readonly StoredRow[], shown: readonly StoredRow[]): RowValue {
	const at = shown.findIndex(({ id }) => id === rowId);
	const row = shown[at];
	if (row === undefined) return { row: 'add' };
	const before = shown.slice(0, at).findLast(({ id }) => rows.some((other) => other.id === id));
	return { row: 'add', after: before?.id ?? null, cells: row.cells };
}

/** A row that is added once more shows what still waits in it, however early that was typed. */
function wordsInRows(operations: readonly Operation[]): readonly Operation[] {
	return operations.flatMap((operation, at) => {
		if (!addsRow(operation)) return [operation];
		const before = operations.slice(0, at);
		const gone = before.findLastIndex((other) => other.path === operation.path && removesRow(other));
		return [operation, ...before.slice(gone + 1).filter(({ path }) => path.startsWith(`${operation.path}/`))];
	});
}

function isValues(content: unknown): content is SectionValues {
	return typeof content === 'object' && content !== null && !Array.isArray(content);
}
