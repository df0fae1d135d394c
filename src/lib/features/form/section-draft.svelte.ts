/** One section while it is written: fields, rows and cells over the one draft engine. */
import { sectionsOf } from '#lib/domain/definitions/definition.ts';
import type {
	FieldDefinition,
	Requirement,
	ScalarField,
	TableField
} from '#lib/domain/definitions/field-definition.ts';
import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import { scalarKind } from '#lib/domain/definitions/field-kinds/registry.ts';
import { cellPlace, rowPlace } from '#lib/domain/definitions/section-operations.ts';
import type { RowValue } from '#lib/domain/definitions/section-operations.ts';
import type { SectionAsked } from '#lib/domain/definitions/section-state.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers, SectionValues, StoredRow } from '#lib/domain/definitions/stored-value.ts';
import { DraftEngine } from '#lib/features/draft/draft-engine.ts';
import type { DraftSurroundings } from '#lib/features/draft/draft-engine.ts';
import { DraftWatch } from '#lib/features/draft/draft-watch.ts';
import { newId } from '#lib/features/draft/new-id.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import type { Followed, followSection } from './follow-section.ts';
import { isScalarValue } from './scalar-value.ts';
import { sectionAdapter } from './section-adapter.ts';
import { typedOf } from './typed-text.ts';
import type { Raw } from './typed-text.ts';
import { SvelteMap } from 'svelte/reactivity';

/** `answers` are those of the sections that this one's expressions reach. */
export interface DraftSource extends SectionAsked {
	/** Address that takes what is typed. */
	readonly object: string;
	/** What follows from these answers, as the server worked it out. */
	readonly state: Followed;
	/** Of the words about what is lacking. */
	readonly locale: Locale;
	readonly context: ReadingContext;
	readonly version: number;
	readonly savedAt?: string | null;
	/** What a plain post gave back: as typed, and the words of what was refused, by path. */
	readonly typed?: Readonly<Record<string, Raw>>;
	readonly errors?: Readonly<Record<string, string>>;
}

/** Where a cell stands; without a row it is a field of the section. */
export interface CellPlace {
	readonly fieldKey: string;
	readonly rowId?: string;
	readonly columnKey?: string;
}

export class SectionDraft {
	readonly source: DraftSource;
	readonly section;
	readonly engine: DraftEngine<SectionValues>;
	readonly #watch: DraftWatch<SectionValues>;
	#follow: typeof followSection | undefined = $state.raw();
	/** As it stands in the boxes: what is read from `12,` is `12`, and the comma stays under the writer's hand. */
	readonly #typed = new SvelteMap<string, Raw>();
	readonly #errors = new SvelteMap<string, string>();
	#refreshed = 0;

	constructor(source: DraftSource, around: DraftSurroundings) {
		const section = sectionsOf(source.definition, source.variant).find(
			({ key }) => key === source.sectionKey
		);
		if (section === undefined) throw new Error(`the form has no section ${source.sectionKey}`);
		this.section = section;
		this.source = source;
		const start = {
			object: source.object,
			content: source.answers[source.sectionKey] ?? {},
			revision: source.version,
			savedAt: source.savedAt ?? null
		};
		this.engine = new DraftEngine(start, sectionAdapter(section, source.context), around);
		this.#watch = new DraftWatch(this.engine);
		this.engine.subscribe(() => this.#forgetOld());
		for (const [path, raw] of Object.entries(source.typed ?? {})) this.#typed.set(path, raw);
		for (const [path, words] of Object.entries(source.errors ?? {})) this.#errors.set(path, words);
	}

	readonly values: SectionValues = $derived.by(() => this.#watch.now.content);
	readonly answers = $derived.by((): Answers => ({
		...this.source.answers,
		[this.source.sectionKey]: this.values
	}));
	/** What follows from the answers as they stand; until the engine is here, from those that the page came with. */
	readonly follows = $derived.by(
		() => this.#follow?.({ ...this.source, answers: this.answers }, this.source.locale) ?? this.source.state
	);
	readonly computed = $derived.by(() => this.follows.computed);
	readonly #refused = $derived.by(() =>
		this.#watch.now.problems.flatMap(({ path, problems }) =>
			problems.map(({ field, message }) => ({ at: field ?? path, message }))
		)
	);

	/** Whether a place has to be filled in now. */
	required(requirement: Requirement | undefined, place: CellPlace): boolean {
		return typeof requirement === 'object'
			? this.follows.required.includes(cellPlace(place))
			: requirement === true;
	}

	/** Fetches the engine of conditions and figures; a page that only opens does without. In the browser only. */
	async follow(): Promise<void> {
		if (this.#follow !== undefined) return;
		try {
			this.#follow = (await import('./follow-section.ts')).followSection;
		} catch {
			// The line is down: figures stand still, what is typed is kept all the same. Asked again when it is back.
		}
	}

	raw(field: ScalarField, place: CellPlace): Raw {
		const path = cellPlace(place);
		const waiting = this.#watch.now.typedAt(path)?.value;
		return (isRaw(waiting) ? waiting : this.#typed.get(path)) ?? typedOf(field, this.#storedAt(place));
	}

	errorAt(place: CellPlace): string | undefined {
		const path = cellPlace(place);
		return this.#refused.find(({ at }) => at === path)?.message ?? this.#errors.get(path);
	}

	/** Takes a value as typed. What cannot be read yet waits until the field is left: half a date is no mistake. */
	write(field: ScalarField, place: CellPlace, value: Raw): void {
		const path = cellPlace(place);
		if (JSON.stringify(value) === JSON.stringify(this.raw(field, place))) return;
		this.#typed.set(path, value);
		this.#errors.delete(path);
		this.engine.write(path, value, scalarKind(field).parse(value, field, this.source.context, path).ok);
	}

	/** What a refused plain post gave back goes the way of everything that is typed. In the browser only. */
	takeUp(): void {
		for (const [path, raw] of Object.entries(this.source.typed ?? {})) {
			const [fieldKey, rowId, columnKey] = path.split('/');
			const field = this.section.fields.find(({ key }) => key === fieldKey);
			const cell = field?.kind === 'table' ? field.columns.find(({ key }) => key === columnKey) : field;
			if (fieldKey === undefined || cell === undefined || !isTyped(cell)) continue;
			const place = {
				fieldKey,
				...(rowId === undefined ? {} : { rowId }),
				...(columnKey === undefined ? {} : { columnKey })
			};
			const stored = typedOf(cell, this.#storedAt(place));
			if (JSON.stringify(raw) !== JSON.stringify(stored)) this.engine.write(path, raw);
		}
	}

	addRow(table: TableField, copyOf?: StoredRow): string {
		const rowId = newId();
		const value: RowValue = {
			row: 'add',
			...(copyOf === undefined ? {} : { cells: copyOf.cells, after: copyOf.id })
		};
		this.engine.write(rowPlace(table.key, rowId), value);
		return rowId;
	}

	/** Removes a row; gives the way back. */
	removeRow(table: TableField, row: StoredRow): () => void {
		const rows = rowsOf(this.values[table.key]);
		const before = rows[rows.findIndex(({ id }) => id === row.id) - 1]?.id ?? null;
		const path = rowPlace(table.key, row.id);
		const gone: RowValue = { row: 'remove' };
		for (const typed of [...this.#typed.keys()]) if (typed.startsWith(`${path}/`)) this.#typed.delete(typed);
		this.engine.write(path, gone);
		const back: RowValue = { row: 'add', after: before, cells: row.cells };
		return () => this.engine.write(path, back);
	}

	/** Others wrote here: where nothing of one's own waits, their words are shown. */
	#forgetOld(): void {
		const { refreshed, paths } = this.engine;
		if (refreshed === this.#refreshed) return;
		this.#refreshed = refreshed;
		for (const path of [...this.#typed.keys()]) if (!paths.includes(path)) this.#typed.delete(path);
	}

	#storedAt({ fieldKey, rowId, columnKey }: CellPlace) {
		const value = this.values[fieldKey];
		if (rowId === undefined) return isScalarValue(value) ? value : undefined;
		return rowsOf(value).find((row) => row.id === rowId)?.cells[columnKey ?? ''];
	}
}

function isTyped(field: FieldDefinition): field is ScalarField {
	return !['table', 'calculated', 'budget', 'file'].includes(field.kind);
}

function isRaw(value: unknown): value is Raw {
	if (typeof value === 'string') return true;
	if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string');
	return typeof value === 'object' && value !== null && 'province' in value && 'place' in value;
}
