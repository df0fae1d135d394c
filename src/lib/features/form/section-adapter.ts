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
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { DraftAdapter } from '#lib/features/draft/ports.ts';

/** One save of the core takes no more. */
const PORTION = 200;

/** How a section's answers change; the same core as on the server reads every value. */
export function sectionAdapter(
	section: SectionDefinition,
	context: ReadingContext
): DraftAdapter<SectionValues> {
	return {
		merge(values, operations) {
			let current = values;
			const patches = wordsInRows(operations).flatMap((operation) => patchOf(operation, 0) ?? []);
			for (let from = 0; from < patches.length; from += PORTION) {
				const portion = patches.slice(from, from + PORTION);
				const outcome = applyPatches(section, { values: current, touched: {} }, 0, portion, context);
				if (outcome.ok) current = outcome.value.content.values;
			}
			return current;
		},
		read: (content) => (isValues(content) ? content : undefined),
		removes: removesRow,
		// A row is added and then moved: both count. What takes it away stands for all before.
		replaces: (later) => !isRowPlace(later.path) || removesRow(later),
		again(values, operation) {
			const [fieldKey = '', rowId, columnKey] = operation.path.split('/');
			if (rowId === undefined || columnKey === undefined) return [operation];
			if (rowsOf(values[fieldKey]).some(({ id }) => id === rowId)) return [operation];
			const row: RowValue = { row: 'add' };
			return [{ path: rowPlace(fieldKey, rowId), value: row }, operation];
		}
	};
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
