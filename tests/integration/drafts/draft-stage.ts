/** What the draft engine runs on, made by hand: a portal that plays operations as the real one does, a line, a browser, a clock. */
import type { OperationsReply } from '../../../src/lib/contracts/drafts/operations-reply.ts';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import type { KnownWrite, Operation, RunRecord } from '../../../src/lib/domain/drafts/operations.ts';
import { playOperations } from '../../../src/lib/domain/drafts/play-operations.ts';
import type { Apply } from '../../../src/lib/domain/drafts/play-operations.ts';
import { DraftEngine } from '../../../src/lib/features/draft/draft-engine.ts';
import type {
	DraftAdapter,
	Keeper,
	Transport,
	TransportAnswer
} from '../../../src/lib/features/draft/ports.ts';
import { pageRun } from '../../../src/lib/features/draft/page-run.ts';

export interface Subject<Content = unknown> {
	readonly name: string;
	readonly content: Content;
	readonly adapter: () => DraftAdapter<Content>;
	/** Plays into `state.content` as the portal's verb does. */
	readonly apply: (state: { content: Content }, revision: number) => Apply;
	readonly valueAt: (content: Content, path: string) => unknown;
	/** Two places that hold text, and values for them. */
	readonly places: readonly [string, string];
	readonly value: (n: number) => unknown;
}

/** Time that moves when the test says so. */
export function handClock() {
	let now = 0;
	let timers: { readonly at: number; readonly run: () => void }[] = [];
	return {
		now: () => now,
		after(milliseconds: number, run: () => void) {
			const timer = { at: now + milliseconds, run };
			timers.push(timer);
			return () => {
				timers = timers.filter((other) => other !== timer);
			};
		},
		async pass(milliseconds: number) {
			const until = now + milliseconds;
			for (;;) {
				await settled();
				const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
				if (next === undefined) break;
				timers = timers.filter((timer) => timer !== next);
				now = next.at;
				next.run();
			}
			now = until;
			await settled();
		}
	};
}

export async function settled(): Promise<void> {
	for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

export interface Portal<Content> {
	content: Content;
	revision: number;
	take(message: SaveOperations, name?: string): OperationsReply;
}

export function handPortal<Content>(subject: Subject<Content>): Portal<Content> {
	let writes: KnownWrite[] = [];
	let runs: RunRecord[] = [];
	return {
		content: subject.content,
		revision: 1,
		take(message, name = 'Trần Quốc Bình') {
			const state = { content: this.content };
			const { person: personId, device, run, settled: done, operations } = message;
			const played = playOperations(
				{ revision: this.revision, writes, runs },
				{ sender: { personId, device }, run, settled: done, operations },
				subject.apply(state, this.revision)
			);
			const behind = message.revision !== this.revision;
			const changed = played.revision !== this.revision;
			writes = [
				...writes.filter(
					({ path }) => ![...played.written.keys()].some((p) => path === p || path.startsWith(`${p}/`))
				),
				...[...played.written].map(([path, operation]) => ({
					path,
					revision: played.revision,
					run: operation.run,
					number: operation.number,
					personId,
					name,
					device,
					at: '2026-11-29T09:44:10.000Z'
				}))
			];
			runs = [...runs.filter((old) => !played.runs.some(({ run: of }) => of === old.run)), ...played.runs];
			this.content = state.content;
			this.revision = played.revision;
			const outcomes = played.outcomes.map((outcome) =>
				outcome.kind === 'refused'
					? { ...outcome, problems: outcome.problems.map((p) => ({ ...p, message: p.code })) }
					: outcome
			);
			return {
				revision: this.revision,
				savedAt: changed ? '2026-11-29T09:44:10.000Z' : null,
				outcomes,
				...(behind ? { content: this.content } : {})
			};
		}
	};
}

/** A browser's store, shared by its windows; `broken` refuses in the way of a full or forbidden one. */
export class HandStore {
	readonly rows = new Map<string, Operation>();
	broken = false;
	of(person: string): Keeper {
		const key = (object: string, { run, number }: Pick<Operation, 'run' | 'number'>) =>
			[person, object, run, String(number)].join(' ');
		return {
			left: (object) =>
				Promise.resolve(
					this.broken
						? []
						: [...this.rows].flatMap(([name, row]) => (name.startsWith(`${person} ${object} `) ? [row] : []))
				),
			change: (object, { put, drop }) => {
				if (this.broken) return Promise.resolve(false);
				for (const operation of put) this.rows.set(key(object, operation), operation);
				for (const name of drop) this.rows.delete(key(object, name));
				return Promise.resolve(true);
			},
			waiting: () => Promise.resolve([]),
			known: () => Promise.resolve(undefined),
			know: () => Promise.resolve(!this.broken)
		};
	}
}

export type Weather = (message: SaveOperations) => TransportAnswer | 'lost reply' | undefined;

/** One window of one person in one browser. */
export function handWindow<Content>(
	subject: Subject<Content>,
	portal: Portal<Content>,
	more: {
		readonly clock?: ReturnType<typeof handClock>;
		readonly store?: HandStore;
		readonly person?: string;
		readonly device?: Map<string, string>;
		readonly weather?: Weather;
		/** Answers wait until released. */
		readonly held?: (() => void)[];
	} = {}
) {
	const clock = more.clock ?? handClock();
	const names = (kept: Map<string, string>) => () => ({
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value)
	});
	const person = more.person ?? '0f0f0f0f-0f0f-4f0f-8f0f-00000000000a';
	const transport: Transport = {
		async send(_object, message) {
			const answer = more.weather?.(message);
			if (answer !== undefined && answer !== 'lost reply') return answer;
			const reply = portal.take(message);
			if (answer === 'lost reply') return { kind: 'unreachable' };
			if (more.held !== undefined) await new Promise<void>((resolve) => more.held?.push(resolve));
			return { kind: 'taken', reply };
		}
	};
	const engine = new DraftEngine<Content>(
		{ object: '/api/thu', content: portal.content, revision: portal.revision },
		subject.adapter(),
		{
			transport,
			clock,
			keeper: (more.store ?? new HandStore()).of(person),
			page: pageRun(person, names(more.device ?? new Map<string, string>()))
		}
	);
	return { engine, clock };
}
