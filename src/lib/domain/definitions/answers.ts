import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { present } from '#lib/domain/shared/present.ts';
/** Changing answers by patches: pure, one section at a time, with conflicts found per cell. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { FieldDefinition, SectionDefinition, TableField } from './field-definition.ts';
import type { ReadingContext } from './field-kinds/field-kind.ts';
import { kindOf, scalarKind } from './field-kinds/registry.ts';
import { isScalarColumn, readCells, readRowId } from './field-kinds/table.ts';
import type { SectionValues, StoredRow, StoredValue } from './stored-value.ts';
import { rowsOf } from './stored-value.ts';

/**
 * One change, as the wire carries it. `baseVersion` is the version of the section that the writer saw.
 * `op` absent means `set`. Every change can be sent twice: the second does nothing.
 */
export type Patch = { readonly fieldKey: string; readonly baseVersion: number } & (
	| { readonly op?: 'set'; readonly rowId?: string; readonly columnKey?: string; readonly value: unknown }
	| {
			readonly op: 'add_row';
			readonly rowId: string;
			/** The row that it follows; null: the first; absent: the last. */
			readonly afterRowId?: string | null;
			readonly cells?: Readonly<Record<string, unknown>>;
	  }
	| { readonly op: 'remove_row'; readonly rowId: string }
	| { readonly op: 'move_row'; readonly rowId: string; readonly afterRowId: string | null }
);

/** Answers of a section as they are kept: values, and by path the version in which each last changed. */
export interface SectionContent {
	readonly values: SectionValues;
	/** Paths: `field`, `field/row`, `field/row/column`. */
	readonly touched: Readonly<Record<string, number>>;
}

export const EMPTY_SECTION: SectionContent = { values: {}, touched: {} };

/** The same cell was changed by another writer since; both values, so that a person can choose. */
export interface PatchConflict {
	readonly path: string;
	readonly theirs: StoredValue | null;
	readonly yours: StoredValue | null;
}

export interface PatchOutcome {
	readonly content: SectionContent;
	/** Of the section; unchanged when nothing changed. */
	readonly version: number;
	/** Paths of the patches that were applied or already true. */
	readonly applied: readonly string[];
	readonly conflicts: readonly PatchConflict[];
	/** Patches that cannot be applied whoever sends them, each with the path of its field. */
	readonly refused: readonly Refusal[];
}

/** More at once is not a person typing. */
export const MOST_PATCHES = 500;

/**
 * Applies patches in order. The good ones are kept whatever happens to the others, since a draft must lose nothing;
 * conflicts and refusals say which were not. Refused as a whole: `patches_too_many`, `base_version_unknown`
 * (a version that does not exist yet).
 */
export function applyPatches(
	section: SectionDefinition,
	content: SectionContent,
	version: number,
	patches: readonly Patch[],
	context: ReadingContext
): Result<PatchOutcome> {
	if (patches.length > MOST_PATCHES) {
		return refuse('patches_too_many', { params: { limit: String(MOST_PATCHES) } });
	}
	if (patches.some(({ baseVersion }) => !Number.isSafeInteger(baseVersion) || baseVersion > version)) {
		return refuse('base_version_unknown');
	}
	const next = version + 1;
	let current = content;
	const applied: string[] = [];
	const conflicts: PatchConflict[] = [];
	const refused: Refusal[] = [];
	for (const patch of patches) {
		const step = applyOne(section, current, next, patch, context);
		if (step.kind === 'refused') refused.push(step.refusal);
		else if (step.kind === 'conflict') conflicts.push(step.conflict);
		else {
			applied.push(step.path);
			current = step.content;
		}
	}
	return ok({
		content: current,
		version: current === content ? version : next,
		applied,
		conflicts,
		refused
	});
}

type Step =
	| { readonly kind: 'applied'; readonly path: string; readonly content: SectionContent }
	| { readonly kind: 'conflict'; readonly conflict: PatchConflict }
	| { readonly kind: 'refused'; readonly refusal: Refusal };

interface At {
	readonly section: SectionDefinition;
	readonly content: SectionContent;
	readonly next: number;
	readonly context: ReadingContext;
}

function no(code: RefusalCode, field: string, params?: Readonly<Record<string, string>>): Step {
	return { kind: 'refused', refusal: { code, field, ...present({ params }) } };
}

function applyOne(
	section: SectionDefinition,
	content: SectionContent,
	next: number,
	patch: Patch,
	context: ReadingContext
): Step {
	const at: At = { section, content, next, context };
	const field = section.fields.find((candidate) => candidate.key === patch.fieldKey);
	if (field === undefined) return no('field_unknown', patch.fieldKey.slice(0, 80));
	if (patch.op === undefined || patch.op === 'set') {
		return patch.rowId === undefined ? setField(at, field, patch) : setCell(at, field, patch, patch.rowId);
	}
	if (field.kind !== 'table') return no('field_not_a_table', field.key);
	if (field.fixedRows !== undefined) return no('table_rows_fixed', field.key);
	switch (patch.op) {
		case 'add_row':
			return addRow(at, field, patch);
		case 'remove_row':
			return removeRow(at, field, patch);
		case 'move_row':
			return moveRow(at, field, patch);
		default:
			return no('patch_unknown', field.key);
	}
}

type PatchOf<Op> = Extract<Patch, { readonly op?: Op }>;

function setField(at: At, field: FieldDefinition, patch: PatchOf<'set'>): Step {
	const read = kindOf(field).parse(patch.value, field, at.context, field.key);
	if (!read.ok) return { kind: 'refused', refusal: read.refusal };
	const theirs = at.content.values[field.key] ?? null;
	return write(at, field.key, patch.baseVersion, theirs, read.value, () => put(at, field.key, read.value));
}

function setCell(at: At, field: FieldDefinition, patch: PatchOf<'set'>, rowId: string): Step {
	if (field.kind !== 'table') return no('field_not_a_table', field.key);
	const id = readRowId(rowId, field, field.key);
	if (!id.ok) return { kind: 'refused', refusal: id.refusal };
	const column = field.columns.find((candidate) => candidate.key === patch.columnKey);
	const path = `${field.key}/${id.value}/${String(patch.columnKey).slice(0, 80)}`;
	if (column === undefined) return no('table_column_unknown', path);
	if (!isScalarColumn(column)) return no('field_not_writable', path);
	const read = scalarKind(column).parse(patch.value, column, at.context, path);
	if (!read.ok) return { kind: 'refused', refusal: read.refusal };

	const rows = rowsOf(at.content.values[field.key]);
	const row = rows.find((candidate) => candidate.id === id.value);
	if (row === undefined && field.fixedRows === undefined) return no('table_row_gone', path);
	const theirs = row?.cells[column.key] ?? null;
	return write(at, path, patch.baseVersion, theirs, read.value, () => {
		const { [column.key]: _before, ...others } = row?.cells ?? {};
		const cells = read.value === null ? others : { ...others, [column.key]: read.value };
		const changed: StoredRow = { id: id.value, cells };
		return put(
			at,
			field.key,
			row === undefined
				? [...rows, changed]
				: rows.map((candidate) => (candidate === row ? changed : candidate))
		);
	});
}

function addRow(at: At, field: TableField, patch: PatchOf<'add_row'>): Step {
	const id = readRowId(patch.rowId, field, field.key);
	if (!id.ok) return { kind: 'refused', refusal: id.refusal };
	const path = `${field.key}/${id.value}`;
	const rows = rowsOf(at.content.values[field.key]);
	if (rows.some((row) => row.id === id.value)) return { kind: 'applied', path, content: at.content };
	if (rows.length >= field.maxRows) {
		return no('table_too_many_rows', field.key, { limit: String(field.maxRows) });
	}
	const given: unknown = patch.cells ?? {};
	if (typeof given !== 'object' || given === null || Array.isArray(given))
		return no('answer_wrong_type', path);
	const cells = readCells(patch.cells ?? {}, field, at.context, path, scalarKind);
	if (!cells.ok) return { kind: 'refused', refusal: cells.refusal };
	const row: StoredRow = { id: id.value, cells: cells.value };
	return done(at, path, put(at, field.key, insertAfter(rows, row, patch.afterRowId)));
}

function removeRow(at: At, field: TableField, patch: PatchOf<'remove_row'>): Step {
	const rows = rowsOf(at.content.values[field.key]);
	const path = `${field.key}/${String(patch.rowId).slice(0, 80)}`;
	const row = rows.find((candidate) => candidate.id === patch.rowId);
	if (row === undefined) return { kind: 'applied', path, content: at.content };
	// Someone wrote into the row meanwhile: their words are not thrown away unseen.
	if (changedSince(at, path, patch.baseVersion)) return conflict(path, [row], null);
	return done(
		at,
		path,
		put(
			at,
			field.key,
			rows.filter((candidate) => candidate !== row)
		)
	);
}

function moveRow(at: At, field: TableField, patch: PatchOf<'move_row'>): Step {
	const rows = rowsOf(at.content.values[field.key]);
	const path = `${field.key}/${String(patch.rowId).slice(0, 80)}`;
	const row = rows.find((candidate) => candidate.id === patch.rowId);
	if (row === undefined) return no('table_row_gone', path);
	if (patch.afterRowId === row.id) return { kind: 'applied', path, content: at.content };
	const others = rows.filter((candidate) => candidate !== row);
	return done(at, path, put(at, field.key, insertAfter(others, row, patch.afterRowId)));
}

/** After the named row; first for null; last when there is none of that name (it may have been removed). */
function insertAfter(
	rows: readonly StoredRow[],
	row: StoredRow,
	after: string | null | undefined
): StoredRow[] {
	if (after === null) return [row, ...rows];
	const place = rows.findIndex((candidate) => candidate.id === after);
	return place < 0 ? [...rows, row] : [...rows.slice(0, place + 1), row, ...rows.slice(place + 1)];
}

function write(
	at: At,
	path: string,
	baseVersion: number,
	theirs: StoredValue | null,
	yours: StoredValue | null,
	change: () => SectionContent
): Step {
	if (same(theirs, yours)) return { kind: 'applied', path, content: at.content };
	if (changedSince(at, path, baseVersion)) return conflict(path, theirs, yours);
	return done(at, path, change());
}

function conflict(path: string, theirs: StoredValue | null, yours: StoredValue | null): Step {
	return { kind: 'conflict', conflict: { path, theirs, yours } };
}

function done(at: At, path: string, content: SectionContent): Step {
	const touched = Object.entries(content.touched).filter(([other]) => !other.startsWith(`${path}/`));
	return {
		kind: 'applied',
		path,
		content: { ...content, touched: { ...Object.fromEntries(touched), [path]: at.next } }
	};
}

/**
 * Whether the path, anything in it, or the whole field by an import changed after the writer looked. Changes of the
 * same batch do not count.
 */
function changedSince(at: At, path: string, baseVersion: number): boolean {
	const [field] = path.split('/');
	return Object.entries(at.content.touched).some(
		([other, version]) =>
			version > baseVersion &&
			version < at.next &&
			(other === path || other === field || other.startsWith(`${path}/`))
	);
}

function put(at: At, key: string, value: StoredValue | null): SectionContent {
	const { [key]: _before, ...others } = at.content.values;
	const empty = value === null || (Array.isArray(value) && value.length === 0);
	return { ...at.content, values: empty ? others : { ...others, [key]: value } };
}

function same(a: StoredValue | null, b: StoredValue | null): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
