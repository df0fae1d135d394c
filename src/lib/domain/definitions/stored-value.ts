/** A commune of the province, or a place elsewhere; names are kept as they were, since places are renamed. */
export type StoredPlace =
	| { readonly code: string; readonly name: string }
	| { readonly province: string; readonly provinceName: string; readonly place: string };

/**
 * What one answer looks like at rest: texts, option keys, dates 'YYYY-MM-DD', and every number as a decimal
 * string with a dot. An empty answer is absent.
 */
export type StoredScalar = string | readonly string[] | StoredPlace;

/** `id`: a uuid, or the key of a fixed row. */
export interface StoredRow {
	readonly id: string;
	readonly cells: Readonly<Record<string, StoredScalar>>;
}

export type StoredValue = StoredScalar | readonly StoredRow[];

/** Answers of one section by field key. */
export type SectionValues = Readonly<Record<string, StoredValue>>;

/** Answers of an application by section key. */
export type Answers = Readonly<Record<string, SectionValues>>;

export function isStoredPlace(value: StoredValue | undefined): value is StoredPlace {
	return typeof value === 'object' && !Array.isArray(value);
}

/** Rows of a table answer; none when it is absent. */
export function rowsOf(value: StoredValue | undefined): readonly StoredRow[] {
	return Array.isArray(value) && value.every(isRow) ? value : [];
}

function isRow(entry: unknown): entry is StoredRow {
	return typeof entry === 'object' && entry !== null && 'id' in entry && 'cells' in entry;
}
