import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { StoredRow, StoredScalar, StoredValue } from '#lib/domain/definitions/stored-value.ts';

/** True for an answer of one value; false for rows of a table and for no answer. */
export function isScalarValue(value: StoredValue | undefined): value is StoredScalar {
	return value !== undefined && !isRows(value);
}

function isRows(value: StoredValue): value is readonly StoredRow[] {
	return Array.isArray(value) && value.length > 0 && rowsOf(value).length === value.length;
}
