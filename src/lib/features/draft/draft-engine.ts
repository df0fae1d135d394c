import type { OperationsReply, SaidProblem } from '#lib/contracts/drafts/operations-reply.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import { afterReply, newerKnown } from './draft-base.ts';
import type { DraftBase } from './draft-base.ts';
import { answered, placed, takenUp } from './entries.ts';
import type { DraftConflict, Entry, PlacedValue, Placing } from './entries.ts';
import { portionOf } from './portion.ts';
import type { Clock, DraftAdapter, Keeper, PageRun, Transport } from './ports.ts';

/** `stopped`: the portal takes nothing more here, with its words; `failed`: it has a fault and is asked again. */
export type DraftPhase = 'saved' | 'unsaved' | 'saving' | 'offline' | 'failed' | 'signed_out' | 'stopped';

export interface DraftStart<Content> {
	/** Address that takes the operations, without the language: it names the object. */
	readonly object: string;
	readonly content: Content;
	readonly revision: number;
	/** ISO. */
	readonly savedAt?: string | null;
}

export interface DraftSurroundings {
	readonly transport: Transport;
	readonly keeper: Keeper;
	readonly clock: Clock;
	readonly page: PageRun;
}

/** ms: after the last key; at most after the first; between tries while nothing is taken. */
const PAUSE = 600;
const LONGEST_PAUSE = 1_200;
const RETRIES = [2_000, 5_000, 10_000, 30_000];
const SIGNED_OUT_PAUSE = 30_000;

/**
 * What is written into one object, from the key to the acknowledgement. Everything is kept in this browser at once,
 * sent after a short pause, and let go only when the portal has answered that it was taken.
 */
export class DraftEngine<Content> {
	readonly object: string;
	phase: DraftPhase = 'saved';
	/** Why nothing more is taken, or who is signed in now, in words. */
	message = '';
	/** This browser keeps nothing: only what is saved is safe. */
	keepsNothing = false;
	/** Grows when words of others came in. */
	refreshed = 0;

	readonly #adapter: DraftAdapter<Content>;
	readonly #around: DraftSurroundings;
	#base: DraftBase<Content>;
	#entries: readonly Entry[] = [];
	/** Kept in this browser, and not taken up yet. */
	#left: readonly Operation[] = [];
	#merged: Content | undefined;
	#running: Promise<void> | undefined;
	#cancel: (() => void) | undefined;
	#firstWaiting: number | undefined;
	#failures = 0;
	/** One at a time, since something in a larger message could not be read. */
	#single = false;
	#keeping: Promise<void> = Promise.resolve();
	readonly #listeners = new Set<() => void>();

	constructor(start: DraftStart<Content>, adapter: DraftAdapter<Content>, around: DraftSurroundings) {
		this.object = start.object;
		const { content, revision, savedAt = null } = start;
		this.#base = { content, revision, savedAt };
		this.#adapter = adapter;
		this.#around = around;
	}

	/** Calls the listener after every change; gives what ends that. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	get person(): string {
		return this.#around.page.person;
	}

	get revision(): number {
		return this.#base.revision;
	}

	get savedAt(): string | null {
		return this.#base.savedAt;
	}

	/** As the writer sees it: what the portal has, with everything that waits on top. */
	get content(): Content {
		const readable = this.#entries.filter(({ problems }) => problems === undefined);
		this.#merged ??= this.#adapter.merge(
			this.#base.content,
			readable.map(({ operation }) => operation)
		);
		return this.#merged;
	}

	get conflicts(): readonly DraftConflict[] {
		return this.#entries.flatMap(({ conflict }) => conflict ?? []);
	}

	/** Words of what was refused, by path. */
	get problems(): readonly { readonly path: string; readonly problems: readonly SaidProblem[] }[] {
		return this.#entries.flatMap(({ operation: { path }, problems }) =>
			problems === undefined ? [] : [{ path, problems }]
		);
	}

	/** Places with something that is not acknowledged, in the order of writing. */
	get paths(): readonly string[] {
		return [...new Set(this.#entries.map(({ operation }) => operation.path))];
	}

	/** What was typed last at a place and is not acknowledged. */
	typedAt(path: string): { readonly value: unknown } | undefined {
		const entry = this.#entries.findLast(({ operation }) => operation.path === path);
		return entry === undefined ? undefined : { value: entry.operation.value };
	}

	/** Takes up what earlier visits and other windows of this browser left, and sends it. */
	async start(): Promise<void> {
		const { keeper, page } = this.#around;
		const known = newerKnown(this.#base, this.#adapter, await keeper.known(this.object));
		if (known !== undefined) {
			this.#base = known;
			this.refreshed += 1;
		}
		const left = await keeper.left(this.object);
		// What this page wrote itself and has let go meanwhile was read before that.
		this.#left = left.filter(({ run, number }) => run !== page.run || number > page.settled(this.object));
		this.#takeUp();
		if (this.#entries.length === 0) return this.#say();
		this.#settlePhase();
		await this.flush();
	}

	#takeUp(): void {
		const { entries, left } = takenUp(this.#entries, this.#left);
		this.#left = left;
		this.#set(entries);
	}

	/** Takes a value as typed. Not `ready`: it waits until its place is left. */
	write(path: string, value: unknown, ready = true): void {
		this.writeAll([{ path, value }], ready);
	}

	/** Several values that belong together, in their order. */
	writeAll(values: readonly PlacedValue[], ready = true): void {
		this.#place(values, { ready, revision: this.revision });
	}

	#place(values: readonly PlacedValue[], { ready, revision, instead = [], hidden = false }: Placing): void {
		const { page } = this.#around;
		const added: Operation[] = [];
		const dropped = [...instead];
		for (const value of values) {
			const name = { id: page.newId(), run: page.run, number: page.open(this.object) };
			const step = placed(this.#entries, this.#adapter, { value, ready, revision, name, hidden });
			this.#set(step.entries);
			added.push(step.added);
			dropped.push(...step.dropped);
		}
		const gone = new Set(dropped.map(({ operation }) => operation));
		this.#keep(
			added.filter((operation) => !gone.has(operation)),
			dropped
		);
		this.#settlePhase();
		if (ready) this.#soon();
	}

	/** The place was left: what looked half typed is sent, so that it gets its words. */
	leave(): void {
		if (this.#entries.every(({ ready }) => ready)) return;
		this.#allReady();
		void this.flush();
	}

	/** One's own value is written over the other's, or let go. */
	settle(path: string, choice: 'mine' | 'theirs'): void {
		const held = this.#entries.filter(
			({ conflict, operation }) => conflict !== undefined && operation.path === path
		);
		const [last, conflict] = [held.at(-1)?.operation, held.at(-1)?.conflict];
		if (last === undefined || conflict === undefined) return;
		this.#set(this.#entries.filter((entry) => !held.includes(entry)));
		this.refreshed += 1;
		if (choice === 'mine') {
			const values = this.#adapter.again?.(this.#base.content, last) ?? [last];
			// What came in after the value that was shown has not been seen: it gets its own question.
			const hidden = this.#adapter.removes?.(last) === true;
			this.#place(values, { ready: true, revision: conflict.revision, instead: held, hidden });
		} else {
			this.#keep([], held);
			this.#takeUp();
			this.#settlePhase();
			if (this.#next().length > 0) this.#soon();
		}
	}

	/** Sends what waits. Resolves when everything that can be sent now has its answer. */
	flush(leaving = false): Promise<void> {
		if (leaving) return this.#leaving();
		this.#running ??= this.#run().finally(() => {
			this.#running = undefined;
		});
		return this.#running;
	}

	/** Asks again: the line is back, somebody has signed in, or the writer wants it. */
	async retry(): Promise<void> {
		if (this.#entries.length > 0) this.phase = 'unsaved';
		this.#failures = 0;
		await this.flush();
	}

	/** True when everything that was typed is at the portal. */
	async finish(): Promise<boolean> {
		this.#allReady();
		await this.flush();
		// A request that was under way when the last key was pressed has not carried it.
		if (this.#next().length > 0) await this.flush();
		await this.#keeping;
		return this.#entries.length + this.#left.length === 0;
	}

	/** No timer runs any more; what waits stays kept. */
	stop(): void {
		this.#cancel?.();
	}

	/** Resolves when this browser holds what has been written so far. */
	kept(): Promise<void> {
		return this.#keeping;
	}

	#next(): readonly Operation[] {
		if (this.phase === 'stopped') return [];
		const ready = this.#entries.filter((entry) => entry.ready && entry.state === 'waiting');
		if (ready.length === 0) this.#single = false;
		return (this.#single ? ready.slice(0, 1) : ready).map(({ operation }) => operation);
	}

	async #run(): Promise<void> {
		this.#cancel?.();
		for (;;) {
			const portion = portionOf(this.#next(), 'page');
			if (portion.length === 0 || !(await this.#send(portion, false))) return;
		}
	}

	/** Everything once more beside what is under way, since that may end with the page. */
	async #leaving(): Promise<void> {
		this.#allReady();
		if (this.phase === 'stopped') return;
		const open = this.#entries.filter(({ state }) => state !== 'held').map(({ operation }) => operation);
		const portion = portionOf(open, 'leaving');
		if (portion.length > 0) await this.#send(portion, true);
	}

	/** False: nothing more is sent for now. */
	async #send(operations: readonly Operation[], leaving: boolean): Promise<boolean> {
		const { page, transport, clock } = this.#around;
		const sent = new Set(operations.map(({ id }) => id));
		this.#mark(sent, 'sending');
		this.phase = 'saving';
		this.#firstWaiting = undefined;
		this.#say();
		const answer = await transport.send(
			this.object,
			{
				person: page.person,
				device: page.device,
				run: page.run,
				settled: page.settled(this.object),
				revision: this.revision,
				operations: [...operations]
			},
			leaving
		);
		if (answer.kind === 'taken') {
			this.#failures = 0;
			this.message = '';
			this.phase = 'unsaved';
			this.#acknowledge(operations, answer.reply);
			this.#settlePhase();
			return true;
		}
		this.#mark(sent, 'waiting');
		if (answer.kind === 'unreadable') {
			this.phase = 'unsaved';
			if (operations.length > 1) this.#single = true;
			else this.#refuse(sent, answer.message);
			this.#settlePhase();
			return true;
		}
		this.#cancel?.();
		if (answer.kind === 'stopped' || answer.kind === 'signed_out') {
			this.phase = answer.kind;
			this.message = answer.message;
			if (answer.kind === 'signed_out') this.#cancel = clock.after(SIGNED_OUT_PAUSE, () => void this.flush());
		} else {
			this.phase = answer.kind === 'failed' ? 'failed' : 'offline';
			const wait = RETRIES[Math.min(this.#failures, RETRIES.length - 1)] ?? PAUSE;
			const asked = answer.kind === 'failed' ? (answer.retryAfter ?? 0) : 0;
			this.#failures += 1;
			this.#cancel = clock.after(Math.max(wait, asked), () => void this.flush());
		}
		this.#say();
		return false;
	}

	#acknowledge(sent: readonly Operation[], reply: OperationsReply): void {
		const next = answered(this.#entries, this.#adapter, reply);
		this.#base = afterReply(this.#base, this.#adapter, sent, reply);
		if (reply.content !== undefined) this.refreshed += 1;
		this.#set(next.entries);
		this.#keep(next.rebased, next.dropped);
		void this.#around.keeper.know(this.object, this.#base);
		this.#takeUp();
	}

	#refuse(ids: ReadonlySet<string>, message: string): void {
		this.#single = false;
		const problems = [{ code: 'refused', message }];
		this.#set(
			this.#entries.map((entry) =>
				ids.has(entry.operation.id) ? { ...entry, state: 'held', problems } : entry
			)
		);
	}

	#mark(ids: ReadonlySet<string>, state: 'waiting' | 'sending'): void {
		this.#set(
			this.#entries.map((entry) =>
				ids.has(entry.operation.id) && entry.state !== 'held' ? { ...entry, state } : entry
			)
		);
	}

	#allReady(): void {
		this.#set(this.#entries.map((entry) => (entry.ready ? entry : { ...entry, ready: true })));
	}

	#close(operations: readonly Operation[]): void {
		const { page } = this.#around;
		for (const { run, number } of operations) if (run === page.run) page.close(this.object, number);
	}

	#set(entries: readonly Entry[]): void {
		this.#entries = entries;
		this.#merged = undefined;
	}

	#keep(put: readonly Operation[], dropped: readonly Entry[]): void {
		const drop = dropped.map(({ operation }) => operation);
		if (put.length + drop.length === 0) return;
		const done = this.#around.keeper.change(this.object, { put, drop }).then((kept) => {
			// Not sooner: what a dead page leaves here is sent once more, and the portal must not take it for answered.
			this.#close(drop);
			if (this.keepsNothing === !kept) return;
			this.keepsNothing = !kept;
			this.#say();
		});
		this.#keeping = Promise.all([this.#keeping, done]).then(() => undefined);
	}

	#soon(): void {
		// While nothing is taken the next try is set already; a key brings it no sooner.
		if (['offline', 'failed', 'signed_out', 'stopped'].includes(this.phase)) return;
		const { clock } = this.#around;
		this.#cancel?.();
		this.#firstWaiting ??= clock.now();
		const left = this.#firstWaiting + LONGEST_PAUSE - clock.now();
		this.#cancel = clock.after(Math.max(0, Math.min(PAUSE, left)), () => void this.flush());
	}

	#settlePhase(): void {
		if (this.#entries.length === 0) this.phase = 'saved';
		else if (this.phase === 'saved' || this.phase === 'saving' || this.phase === 'unsaved')
			this.phase = this.#entries.some(({ state }) => state === 'sending') ? 'saving' : 'unsaved';
		this.#say();
	}

	#say(): void {
		for (const listener of this.#listeners) listener();
	}
}
