/**
 * One section while it is written. What is typed is kept in this browser at once, sent after a short pause, and let
 * go only when the portal has acknowledged it: a closed tab, a dropped line or an expired session loses nothing.
 */
import type { Patch, PatchConflict } from '#lib/domain/definitions/answers.ts';
import { sectionsOf } from '#lib/domain/definitions/definition.ts';
import type { Requirement, ScalarField, TableField } from '#lib/domain/definitions/field-definition.ts';
import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import { scalarKind } from '#lib/domain/definitions/field-kinds/registry.ts';
import type { SectionAsked } from '#lib/domain/definitions/section-state.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers, SectionValues, StoredRow } from '#lib/domain/definitions/stored-value.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { enqueue, newRowId, pathOf, replay } from './draft-queue.ts';
import type { Followed, followSection } from './follow-section.ts';
import type { PendingStore } from './pending-store.ts';
import { isScalarValue } from './scalar-value.ts';
import type { SavedReply, SendAnswers } from './send-answers.ts';
import { typedOf } from './typed-text.ts';
import type { Raw } from './typed-text.ts';
import { SvelteMap } from 'svelte/reactivity';

/** `answers` are those of the sections that this one's expressions reach. */
export interface DraftSource extends SectionAsked {
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
	readonly conflicts?: readonly PatchConflict[];
}

/** Where a cell stands; without a row it is a field of the section. */
export interface CellPlace {
	readonly fieldKey: string;
	readonly rowId?: string;
	readonly columnKey?: string;
}

type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'failed';

const PAUSE = 900;
const PORTION = 200;
const RETRIES = [2_000, 5_000, 10_000, 30_000];

export class SectionDraft {
	values: SectionValues = $state.raw({});
	state: SaveState = $state('saved');
	savedAt: string | null = $state(null);
	signedOut = $state(false);
	/** Why saving has ended here, in words. */
	ended: string | null = $state(null);
	/** The browser keeps nothing: only what is saved is safe. */
	keepsNothing = $state(false);
	conflicts: readonly PatchConflict[] = $state.raw([]);
	version: number = $state(0);
	#follow: typeof followSection | undefined = $state.raw();
	readonly #typed = new SvelteMap<string, Raw>();
	readonly #errors = new SvelteMap<string, string>();

	readonly source: DraftSource;
	readonly section;
	readonly #send: SendAnswers | undefined;
	readonly #store: PendingStore | undefined;
	#base: SectionValues;
	#queue: Patch[] = [];
	#sending: Patch[] = [];
	/** Refused or in conflict: not sent again by themselves, but kept with what was typed. */
	#held: Patch[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failures = 0;

	/** Without `send` nothing is saved: a preview. */
	constructor(source: DraftSource, send?: SendAnswers, store?: PendingStore) {
		const section = sectionsOf(source.definition, source.variant).find(
			({ key }) => key === source.sectionKey
		);
		if (section === undefined) throw new Error(`the form has no section ${source.sectionKey}`);
		this.section = section;
		this.source = source;
		this.#send = send;
		this.#store = store;
		this.#base = source.answers[source.sectionKey] ?? {};
		this.values = this.#base;
		this.version = source.version;
		this.savedAt = source.savedAt ?? null;
		this.conflicts = source.conflicts ?? [];
		for (const [path, raw] of Object.entries(source.typed ?? {})) this.#typed.set(path, raw);
		for (const [path, words] of Object.entries(source.errors ?? {})) this.#errors.set(path, words);
	}

	readonly answers = $derived.by((): Answers => ({
		...this.source.answers,
		[this.source.sectionKey]: this.values
	}));
	/** What follows from the answers as they stand; until the engine is here, from those that the page came with. */
	readonly follows = $derived.by(
		() => this.#follow?.({ ...this.source, answers: this.answers }, this.source.locale) ?? this.source.state
	);
	readonly computed = $derived.by(() => this.follows.computed);
	/** Whether a place has to be filled in now. */
	required(requirement: Requirement | undefined, place: CellPlace): boolean {
		return typeof requirement === 'object'
			? this.follows.required.includes(pathAt(place))
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

	/** Takes up what an earlier visit left in this browser, and sends it. In the browser only. */
	resume(): void {
		const left = this.#store?.adopt() ?? [];
		for (const patch of left) {
			this.#queue = enqueue(this.#queue, patch);
			if ((patch.op === undefined || patch.op === 'set') && isRaw(patch.value))
				this.#typed.set(pathOf(patch), patch.value);
		}
		if (left.length === 0) return;
		this.#show();
		this.state = 'unsaved';
		void this.flush();
	}

	raw(field: ScalarField, place: CellPlace): Raw {
		return this.#typed.get(pathAt(place)) ?? typedOf(field, this.#storedAt(place));
	}

	errorAt(place: CellPlace): string | undefined {
		return this.#errors.get(pathAt(place));
	}

	/** Takes a value as typed. What cannot be read yet waits until the field is left: half a date is no mistake. */
	write(field: ScalarField, place: CellPlace, value: Raw): void {
		const patch: Patch = { ...place, value, baseVersion: this.version };
		const path = pathOf(patch);
		if (JSON.stringify(value) === JSON.stringify(this.raw(field, place))) return;
		this.#typed.set(path, value);
		this.#errors.delete(path);
		this.#held = this.#held.filter((held) => pathOf(held) !== path);
		const readable = scalarKind(field).parse(value, field, this.source.context, path).ok;
		if (readable) this.#add(patch);
		else {
			this.#queue = this.#queue.filter((waiting) => pathOf(waiting) !== path);
			this.#held = [...this.#held, patch];
			this.state = 'unsaved';
			this.#keep();
		}
	}

	/** The field was left: everything typed is sent now, also what looks wrong, so that it gets its words. */
	leave(): void {
		const unread = this.#held.filter(
			(patch) =>
				!this.#errors.has(pathOf(patch)) && !this.conflicts.some(({ path }) => path === pathOf(patch))
		);
		this.#held = this.#held.filter((patch) => !unread.includes(patch));
		for (const patch of unread) this.#queue = enqueue(this.#queue, patch);
		if (this.#queue.length > 0) void this.flush();
	}

	addRow(table: TableField, copyOf?: StoredRow): string {
		const rowId = newRowId();
		this.#add({
			op: 'add_row',
			fieldKey: table.key,
			rowId,
			baseVersion: this.version,
			...(copyOf === undefined ? {} : { cells: copyOf.cells, afterRowId: copyOf.id })
		});
		return rowId;
	}

	/** Removes a row; gives the way back. */
	removeRow(table: TableField, row: StoredRow): () => void {
		const rows = rowsOf(this.values[table.key]);
		const before = rows[rows.findIndex(({ id }) => id === row.id) - 1]?.id ?? null;
		this.#add({ op: 'remove_row', fieldKey: table.key, rowId: row.id, baseVersion: this.version });
		return () =>
			this.#add({
				op: 'add_row',
				fieldKey: table.key,
				rowId: row.id,
				afterRowId: before,
				cells: row.cells,
				baseVersion: this.version
			});
	}

	/** Settles a conflict: one's own value is written over the other, or let go. */
	settle(conflict: PatchConflict, keep: 'mine' | 'theirs'): void {
		this.conflicts = this.conflicts.filter((other) => other !== conflict);
		const held = this.#held.filter((patch) => pathOf(patch) === conflict.path);
		this.#held = this.#held.filter((patch) => pathOf(patch) !== conflict.path);
		if (keep === 'mine') for (const patch of held) this.#add({ ...patch, baseVersion: this.version });
		else this.#typed.delete(conflict.path);
		this.#keep();
	}

	/** Sends what waits. Resolves when everything that can be is acknowledged. */
	async flush(leaving = false): Promise<void> {
		clearTimeout(this.#timer);
		if (
			this.#send === undefined ||
			this.#sending.length > 0 ||
			this.#queue.length === 0 ||
			this.ended !== null
		)
			return;
		this.#sending = this.#queue.slice(0, PORTION);
		this.#queue = this.#queue.slice(PORTION);
		this.state = 'saving';
		const reply = await this.#send(this.#sending, leaving);
		const sent = this.#sending;
		this.#sending = [];
		switch (reply.kind) {
			case 'saved':
				this.#acknowledge(sent, reply);
				break;
			case 'refused':
				this.#hold(sent, reply.problems);
				break;
			case 'ended':
				this.#queue = [...sent, ...this.#queue];
				this.ended = reply.message;
				this.state = 'unsaved';
				break;
			case 'signed_out':
				this.#again(sent);
				this.signedOut = true;
				this.state = 'unsaved';
				break;
			default:
				this.#again(sent);
				this.state = reply.kind === 'failed' ? 'failed' : 'offline';
				this.#schedule(RETRIES[Math.min(this.#failures, RETRIES.length - 1)] ?? PAUSE);
				this.#failures += 1;
		}
		this.#keep();
		if (reply.kind === 'saved' && this.#queue.length > 0) await this.flush(leaving);
	}

	/** True while something typed is not acknowledged. */
	get waiting(): boolean {
		return this.#queue.length + this.#sending.length > 0;
	}

	#add(patch: Patch): void {
		this.#queue = enqueue(this.#queue, patch);
		this.#show();
		if (this.#send === undefined) return;
		this.state = 'unsaved';
		this.#keep();
		this.#schedule(PAUSE);
	}

	#again(sent: readonly Patch[]): void {
		this.#queue = this.#queue.reduce(enqueue, [...sent]);
	}

	#acknowledge(sent: readonly Patch[], reply: SavedReply): void {
		this.#failures = 0;
		this.signedOut = false;
		this.version = reply.version;
		const fresh = sent.filter((patch) => !reply.conflicts.some(({ path }) => path === pathOf(patch)));
		this.#base = reply.values ?? replay(this.section, this.#base, fresh, this.source.context);
		const inConflict = sent.filter((patch) => !fresh.includes(patch) && !this.#superseded(patch));
		this.#held = [...this.#held, ...inConflict];
		this.conflicts = [
			...this.conflicts.filter(({ path }) => !reply.conflicts.some((other) => other.path === path)),
			...reply.conflicts
		];
		if (reply.savedAt !== null) this.savedAt = reply.savedAt;
		this.#hold(sent, reply.problems);
		// Others wrote here: where nothing of one's own waits, their words are shown.
		if (reply.values === undefined) return;
		const own = [...this.#queue, ...this.#held].map(pathOf);
		for (const path of [...this.#typed.keys()]) if (!own.includes(path)) this.#typed.delete(path);
	}

	/** Keeps what was refused beside its words; the rest is acknowledged. */
	#hold(
		sent: readonly Patch[],
		problems: readonly { readonly message: string; readonly field?: string }[]
	): void {
		const stale = sent.filter((patch) => this.#superseded(patch)).map(pathOf);
		const refused = sent.filter(
			(patch) => problems.some(({ field }) => field === pathOf(patch)) && !stale.includes(pathOf(patch))
		);
		for (const { field, message } of problems) {
			if (field !== undefined && !stale.includes(field)) this.#errors.set(field, message);
		}
		this.#held = [
			...this.#held.filter((held) => !refused.some((patch) => pathOf(patch) === pathOf(held))),
			...refused
		];
		this.#show();
		this.state = this.#held.length > 0 || this.#queue.length > 0 ? 'unsaved' : 'saved';
		if (this.#queue.length > 0) this.#schedule(0);
	}

	/** A newer value of the same place waits already: what became of the older one says nothing any more. */
	#superseded(patch: Patch): boolean {
		return [...this.#queue, ...this.#held].some(
			(later) => later !== patch && pathOf(later) === pathOf(patch)
		);
	}

	#show(): void {
		this.values = replay(this.section, this.#base, [...this.#sending, ...this.#queue], this.source.context);
	}

	#keep(): void {
		const kept = this.#store?.keep([...this.#sending, ...this.#queue, ...this.#held]) ?? true;
		this.keepsNothing = !kept;
	}

	#schedule(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), milliseconds);
	}

	#storedAt({ fieldKey, rowId, columnKey }: CellPlace) {
		const value = this.values[fieldKey];
		if (rowId === undefined) return isScalarValue(value) ? value : undefined;
		return rowsOf(value).find((row) => row.id === rowId)?.cells[columnKey ?? ''];
	}
}

function pathAt(place: CellPlace): string {
	return pathOf({ ...place, value: '', baseVersion: 0 });
}

function isRaw(value: unknown): value is Raw {
	if (typeof value === 'string') return true;
	if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string');
	return typeof value === 'object' && value !== null && 'province' in value && 'place' in value;
}
