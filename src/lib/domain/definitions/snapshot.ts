/** The object whose canonical bytes are a submitted revision (RFC 8785; hashed and kept by the shell). */
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { computeRead } from './compute-section.ts';
import type { ComputedSection } from './compute-section.ts';
import type { FormReading } from './form-reading.ts';
import type { Answers, StoredRow, StoredScalar, StoredValue } from './stored-value.ts';
import { isRecord } from '#lib/domain/shared/record.ts';

export const REVISION_FORMAT = 'chuan.revision/1';

export interface SnapshotInput {
	readonly definition: {
		readonly id: string;
		readonly key: string;
		readonly version: number;
		readonly hash: string;
	};
	readonly call: {
		readonly id: string;
		readonly code: string;
		readonly title: string;
		readonly closesAt: Date;
	};
	readonly lot: { readonly id: string; readonly code: string; readonly title: string };
	readonly application: { readonly id: string; readonly code: string; readonly revision: number };
	/** The organisation as it was: every field of its profile that a reader may need, numbers as strings. */
	readonly organisation: Readonly<Record<string, JsonValue>>;
	readonly reading: FormReading;
	/** The canonical budget ("chuan.budget/1"), where the programme has budget tables. */
	readonly budget?: JsonValue;
	readonly files: readonly SnapshotFile[];
	readonly submittedAt: Date;
	readonly declaration: {
		readonly personId: string;
		readonly name: string;
		readonly sentences: readonly string[];
	};
}

export interface SnapshotFile {
	/** Item of the dossier. */
	readonly item: string;
	readonly id: string;
	readonly name: string;
	readonly mediaType: string;
	/** Bytes, a whole number as text. */
	readonly size: string;
	readonly sha256: string;
	readonly dated?: string;
}

/** A revision as it is read back. */
export interface Revision {
	readonly format: typeof REVISION_FORMAT;
	readonly definition: {
		readonly id: string;
		readonly key: string;
		readonly version: number;
		readonly hash: string;
	};
	readonly variant: string;
	readonly call: {
		readonly id: string;
		readonly code: string;
		readonly title: string;
		readonly closesAt: string;
	};
	readonly lot: { readonly id: string; readonly code: string; readonly title: string };
	readonly application: { readonly id: string; readonly code: string; readonly revision: number };
	readonly organisation: Readonly<Record<string, JsonValue>>;
	readonly answers: Answers;
	/** Every calculated figure as it was submitted, so that it can be compared when it is computed again. */
	readonly computed: Readonly<Record<string, ComputedSection>>;
	readonly budget: JsonValue;
	readonly files: readonly SnapshotFile[];
	readonly submittedAt: string;
	readonly declaration: {
		readonly personId: string;
		readonly name: string;
		readonly sentences: readonly string[];
	};
}

/**
 * Builds the object of a revision. What is hidden at this moment was not submitted and is left out; files stand in
 * the order of their item and name, so that the same dossier gives the same bytes.
 */
export function makeSnapshot(input: SnapshotInput): Revision {
	const { reading } = input;
	return {
		format: REVISION_FORMAT,
		definition: pick(input.definition, 'id', 'key', 'version', 'hash'),
		variant: reading.form.variant,
		call: { ...pick(input.call, 'id', 'code', 'title'), closesAt: input.call.closesAt.toISOString() },
		lot: pick(input.lot, 'id', 'code', 'title'),
		application: pick(input.application, 'id', 'code', 'revision'),
		organisation: input.organisation,
		answers: submittedAnswers(reading),
		computed: Object.fromEntries(
			reading.form.sections.map((section) => [section.key, computeRead(reading, section.key)])
		),
		budget: input.budget ?? null,
		files: [...input.files].map(plainFile).sort(byItemAndName),
		submittedAt: input.submittedAt.toISOString(),
		declaration: pick(input.declaration, 'personId', 'name', 'sentences')
	};
}

/** The revision as a JSON value, for `canonicalJson`. */
export function revisionJson(revision: Revision): JsonValue {
	// Every part is plain data without undefined; the round trip says so to the type as well.
	return JSON.parse(JSON.stringify(revision)) as JsonValue;
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Pick<T, K> {
	return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;
}

function plainFile(file: SnapshotFile): SnapshotFile {
	const { item, id, name, mediaType, size, sha256, dated } = file;
	return { item, id, name, mediaType, size, sha256, ...(dated === undefined ? {} : { dated }) };
}

function byItemAndName(a: SnapshotFile, b: SnapshotFile): number {
	const [left, right] = [`${a.item}\n${a.name}\n${a.id}`, `${b.item}\n${b.name}\n${b.id}`];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** The answers that are visible now, of this variant; empty sections are left out. */
export function submittedAnswers(reading: FormReading): Answers {
	return Object.fromEntries(
		reading.form.sections.flatMap((section) => {
			const values = section.fields.flatMap((field): [string, StoredValue][] => {
				const value = reading.answers[section.key]?.[field.key];
				if (value === undefined || !reading.fieldVisible(section, field)) return [];
				if (field.kind !== 'table') return [[field.key, value]];
				const rows = reading.rows(section.key, field).map((row): StoredRow => {
					const cells = field.columns.flatMap((column): [string, StoredScalar][] => {
						const cell = row.cells[column.key];
						return cell === undefined || !reading.columnVisible(section.key, field, row, column)
							? []
							: [[column.key, cell]];
					});
					return { id: row.id, cells: Object.fromEntries(cells) };
				});
				return [[field.key, rows]];
			});
			return values.length === 0 ? [] : [[section.key, Object.fromEntries(values)]];
		})
	);
}

const PARTS = [
	'definition',
	'call',
	'lot',
	'application',
	'organisation',
	'answers',
	'computed',
	'declaration'
] as const;

/**
 * Reads a revision back from its JSON. The bytes were written by `makeSnapshot` and are held to their hash by the
 * shell, so this asks for the format and the parts, not for every leaf.
 * Refusals: `revision_format_unknown`, `revision_malformed` {part}.
 */
export function readSnapshot(json: unknown): Result<Revision> {
	if (!isRecord(json) || json.format !== REVISION_FORMAT) return refuse('revision_format_unknown');
	const missing = PARTS.find((part) => !isRecord(json[part]));
	if (missing !== undefined) return refuse('revision_malformed', { params: { part: missing } });
	if (!Array.isArray(json.files)) return refuse('revision_malformed', { params: { part: 'files' } });
	if (typeof json.variant !== 'string' || typeof json.submittedAt !== 'string') {
		return refuse('revision_malformed', { params: { part: 'submittedAt' } });
	}
	return ok(json as unknown as Revision);
}
