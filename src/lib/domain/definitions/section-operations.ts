/** A section's answers as places and values: how the operations of a draft become the patches of the core. */
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { Patch } from './answers.ts';
import { isRecord } from '#lib/domain/shared/record.ts';

type Placed = Pick<Operation, 'path' | 'value'>;

/** What stands at the place of a row: it is added, moved or taken away. */
export type RowValue =
	| {
			readonly row: 'add';
			/** The row that it follows; null: the first; absent: the last. */
			readonly after?: string | null;
			readonly cells?: Readonly<Record<string, unknown>>;
	  }
	| { readonly row: 'move'; readonly after: string | null }
	| { readonly row: 'remove' };

export const rowPlace = (fieldKey: string, rowId: string): string => `${fieldKey}/${rowId}`;

/** Where a cell stands; without a row it is a field of the section. */
export function cellPlace(at: {
	readonly fieldKey: string;
	readonly rowId?: string | undefined;
	readonly columnKey?: string | undefined;
}): string {
	return at.rowId === undefined ? at.fieldKey : `${at.fieldKey}/${at.rowId}/${at.columnKey ?? ''}`;
}

export function isRowPlace(path: string): boolean {
	return path.split('/').length === 2;
}

export function removesRow({ path, value }: Placed): boolean {
	return isRowPlace(path) && rowValue(value)?.row === 'remove';
}

export function addsRow({ path, value }: Placed): boolean {
	return isRowPlace(path) && rowValue(value)?.row === 'add';
}

/** The patch that an operation stands for; undefined when its place or value is none of a section. */
export function patchOf({ path, value }: Placed, baseVersion: number): Patch | undefined {
	const [fieldKey = '', rowId, columnKey, more] = path.split('/');
	if (fieldKey === '' || more !== undefined) return undefined;
	if (rowId === undefined) return { fieldKey, value, baseVersion };
	if (columnKey !== undefined) return { fieldKey, rowId, columnKey, value, baseVersion };
	const row = rowValue(value);
	if (row === undefined) return undefined;
	switch (row.row) {
		case 'add':
			return {
				op: 'add_row',
				fieldKey,
				rowId,
				baseVersion,
				...(row.after === undefined ? {} : { afterRowId: row.after }),
				...(row.cells === undefined ? {} : { cells: row.cells })
			};
		case 'move':
			return { op: 'move_row', fieldKey, rowId, baseVersion, afterRowId: row.after };
		default:
			return { op: 'remove_row', fieldKey, rowId, baseVersion };
	}
}

function rowValue(value: unknown): RowValue | undefined {
	if (!isRecord(value)) return undefined;
	const { row, after, cells } = value;
	if (row === 'remove') return { row };
	const place = typeof after === 'string' || after === null ? after : undefined;
	if (row === 'move') return { row, after: place ?? null };
	if (row !== 'add' || (cells !== undefined && !isRecord(cells))) return undefined;
	return {
		row,
		...(place === undefined ? {} : { after: place }),
		...(cells === undefined ? {} : { cells })
	};
}
