import type { OperationsReply } from '../../../src/lib/contracts/drafts/operations-reply.ts';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import type { SectionValues } from '../../../src/lib/domain/definitions/stored-value.ts';
import { rowsOf } from '../../../src/lib/domain/definitions/stored-value.ts';
import { DraftEngine } from '../../../src/lib/features/draft/draft-engine.ts';
import { pageRun } from '../../../src/lib/features/draft/page-run.ts';
import type { DraftAdapter, Keeper } from '../../../src/lib/features/draft/ports.ts';
import { valueAt } from './chaos-judge.ts';
import type { Chronicle } from './chaos-judge.ts';
import type { ChaosLine } from './chaos-line.ts';
import type { ChaosTime } from './chaos-time.ts';
import { HandStore } from './draft-stage.ts';

/** The section as the portal has it. */
export interface ChaosPortal {
	now(): Promise<{ readonly content: SectionValues; readonly revision: number }>;
	take(message: SaveOperations): Promise<OperationsReply>;
}

export interface ChaosWorld {
	readonly time: ChaosTime;
	readonly line: ChaosLine;
	readonly chronicle: Chronicle;
	readonly chance: () => number;
	readonly adapter: DraftAdapter<SectionValues>;
	/** Rows come and go. */
	readonly rows: boolean;
	/** The storage of a browser is slow at times. */
	readonly slowStore: boolean;
}

export interface DeskPlan {
	readonly name: string;
	readonly person: string;
	/** Fields, and columns of the products, that only this desk writes, and those that both write. */
	readonly own: readonly string[];
	readonly shared: readonly string[];
	/** What a conflict at a place of one's own may be called: nothing where one window is open at a time. */
	readonly mayBeCalled: readonly string[];
}

interface Tab {
	readonly name: string;
	/** What was typed last at each place: its writer knows. */
	readonly typed: Map<string, string>;
	/** The operation that was made last. */
	readonly last: () => string;
	readonly engine: DraftEngine<SectionValues>;
	/** What earlier windows left has been read: nobody types sooner than that. */
	ready: boolean;
	alive: boolean;
}

const TABLE = 'products';

/** One person at one browser, with a window or two that come, go and die. */
export class Desk {
	readonly #world: ChaosWorld;
	readonly #plan: DeskPlan;
	readonly #portal: ChaosPortal;
	readonly #store = new HandStore();
	readonly #device = new Map<string, string>();
	tabs: Tab[] = [];
	#opened = 0;
	#count = 0;

	constructor(world: ChaosWorld, plan: DeskPlan, portal: ChaosPortal) {
		this.#world = world;
		this.#plan = plan;
		this.#portal = portal;
	}

	async open(): Promise<void> {
		const { time, line, chronicle, adapter } = this.#world;
		const { content, revision } = await this.#portal.now();
		this.#opened += 1;
		let last = '';
		const name = `${this.#plan.name}${String(this.#opened)}`;
		const tab = { name, typed: new Map<string, string>(), last: () => last, ready: false, alive: true };
		const storage = () => ({
			getItem: (key: string) => this.#device.get(key) ?? null,
			setItem: (key: string, value: string) => void this.#device.set(key, value)
		});
		const page = pageRun(this.#plan.person, storage);
		const wire = line.transport(
			(message) => this.#portal.take(message),
			() => opened.alive
		);
		const engine = new DraftEngine<SectionValues>({ object: '/api/thu', content, revision }, adapter, {
			transport: {
				send: async (object, message, leaving) => {
					const answer = await wire.send(object, message, leaving);
					if (answer.kind === 'taken') this.#heard(message, answer.reply);
					return answer;
				}
			},
			clock: {
				now: () => time.now,
				after: (milliseconds, run) =>
					time.after(milliseconds, () => {
						if (opened.alive) run();
					})
			},
			keeper: this.#keeper(
				() => opened.alive,
				() => {
					opened.ready = true;
				}
			),
			page: { ...page, newId: () => (last = page.newId()) }
		});
		const opened: Tab = Object.assign(tab, { engine });
		chronicle.stands(revision, content);
		this.tabs.push(opened);
		void engine.start();
	}

	/** Types once, or does one of the other things that people do. */
	type(): void {
		const { chance, chronicle } = this.#world;
		const tab = this.tabs[Math.floor(chance() * this.tabs.length)];
		if (tab === undefined || !(tab.ready || this.#world.slowStore)) return;
		const { engine } = tab;
		this.look(tab);
		if (chance() < 0.02) this.settle(tab, chance() < 0.5 ? 'mine' : 'theirs');
		if (this.#world.rows && chance() < 0.02) return this.#changeRows(tab);
		const place = this.#somewhere(engine.content);
		this.#count += 1;
		chronicle.typed += 1;
		const value = `${this.#plan.name}-${String(this.#count)}`;
		chronicle.wrote(value, place, [
			valueAt(engine.content, place),
			tab.typed.get(place),
			engine.typedAt(place)?.value
		]);
		tab.typed.set(place, value);
		engine.write(place, value, chance() < 0.97);
	}

	/** What the window shows is judged. */
	look({ name, engine }: Tab): void {
		const { chronicle } = this.#world;
		if (engine.paths.length === 0) chronicle.shows(name, engine.revision, engine.content);
		// Beside each other two windows may have chosen the same word.
		if (!this.#world.slowStore) for (const conflict of engine.conflicts) chronicle.asks(name, conflict);
		for (const conflict of engine.conflicts)
			if (this.#owns(conflict.path)) chronicle.conflict(name, conflict, this.#plan.mayBeCalled);
	}

	settle({ engine, last, typed }: Tab, choice: 'mine' | 'theirs'): void {
		const { chronicle } = this.#world;
		const [conflict] = engine.conflicts;
		if (conflict === undefined) return;
		const { yours, path, theirs } = conflict;
		// What is asked about in a row is shown beside the question about the row, and goes with it.
		const inside = engine.conflicts
			.filter((one) => one.path.startsWith(`${path}/`))
			.map((one) => [one.theirs, one.yours]);
		if (choice === 'theirs') chronicle.gave(yours);
		else chronicle.wrote(yours, path, [theirs, typed.get(path)]);
		if (choice === 'mine' && typeof yours === 'string') typed.set(path, yours);
		engine.settle(path, choice);
		if (choice !== 'mine') return;
		chronicle.removes(last(), [theirs, inside, typedIn(typed, path)]);
		if (typeof yours !== 'string') chronicle.gave(inside);
	}

	/** The process ends at once. Whoever has no other window opens one. */
	async die(): Promise<void> {
		const tab = this.#one();
		if (tab === undefined) return;
		this.#end(tab);
		if (this.tabs.length === 0) await this.open();
	}

	async reload(): Promise<void> {
		const tab = this.#one();
		if (tab === undefined) return;
		void tab.engine.flush(true);
		this.#end(tab);
		await this.open();
	}

	/** The writer looks elsewhere and comes back. */
	glance(): void {
		const tab = this.#one();
		if (tab === undefined) return;
		void tab.engine.flush(true);
		this.#world.time.after(this.#world.chance() * 3_000, () => {
			if (tab.alive) void tab.engine.retry();
		});
	}

	get left(): readonly string[] {
		return [...this.#store.rows.keys()];
	}

	#one(): Tab | undefined {
		return this.tabs[Math.floor(this.#world.chance() * this.tabs.length)];
	}

	#end(tab: Tab): void {
		tab.alive = false;
		this.tabs = this.tabs.filter((other) => other !== tab);
	}

	#heard(message: SaveOperations, { outcomes }: OperationsReply): void {
		const kinds = new Map(outcomes.map(({ id, kind }) => [id, kind]));
		for (const { id, value, path } of message.operations) {
			const kind = kinds.get(id);
			if (kind === 'refused') this.#world.chronicle.faults.push(`refused ${path} ${JSON.stringify(value)}`);
		}
	}

	#changeRows(tab: Tab): void {
		const { chance } = this.#world;
		const { engine } = tab;
		const rows = rowsOf(engine.content[TABLE]);
		const gone = rows[Math.floor(chance() * rows.length)];
		if (rows.length < 6 || gone === undefined)
			return engine.write(`${TABLE}/${idFrom(chance)}`, { row: 'add' });
		const path = `${TABLE}/${gone.id}`;
		const shown = engine.conflicts.filter((one) => one.path.startsWith(`${path}/`));
		const asked = shown.map(({ theirs, yours }) => [theirs, yours]);
		const seen = [gone.cells, asked, typedIn(tab.typed, path)];
		engine.write(path, { row: 'remove' });
		this.#world.chronicle.removes(tab.last(), seen);
		this.#world.chronicle.gave(seen);
	}

	#somewhere(content: SectionValues): string {
		const { chance } = this.#world;
		const { own, shared } = this.#plan;
		const places = chance() < 0.7 ? own : shared;
		const column = places[Math.floor(chance() * places.length)] ?? '';
		const rows = rowsOf(content[TABLE]);
		const row = rows[Math.floor(chance() * rows.length)];
		const [field] = shared;
		if (!column.startsWith('*/')) return column;
		return row === undefined ? (field ?? '') : `${TABLE}/${row.id}/${column.slice(2)}`;
	}

	#owns(path: string): boolean {
		const [field = '', row, column] = path.split('/');
		if (row !== undefined && column === undefined) return false;
		return this.#plan.own.includes(column === undefined ? field : `*/${column}`);
	}

	/** The browser's storage, in its order; what was not written when the window died is not there. */
	#keeper(alive: () => boolean, read: () => void): Keeper {
		const { time, chance, chronicle, slowStore } = this.#world;
		const keeper = this.#store.of(this.#plan.person);
		let free = 0;
		const turn = <T>(work: () => Promise<T>): Promise<T> =>
			new Promise((resolve) => {
				const takes = 1 + chance() * 15 + (slowStore && chance() < 0.03 ? chance() * 3_000 : 0);
				free = Math.max(free, time.now) + takes;
				time.after(free - time.now, async () => {
					if (alive()) resolve(await work());
				});
			});
		return {
			...keeper,
			left: async (object) => {
				const left = await turn(() => keeper.left(object));
				read();
				return left;
			},
			change: (object, change) =>
				turn(async () => {
					const kept = await keeper.change(object, change);
					for (const { value } of change.put) chronicle.kept(value);
					return kept;
				})
		};
	}
}

/** What was typed last into the places of a row in this window. */
function typedIn(typed: ReadonlyMap<string, string>, row: string): readonly string[] {
	return [...typed].flatMap(([place, value]) => (place.startsWith(`${row}/`) ? [value] : []));
}

function idFrom(chance: () => number): string {
	const part = (length: number): string =>
		Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join('');
	return `${part(8)}-${part(4)}-4${part(3)}-8${part(3)}-${part(12)}`;
}
