/** What was typed into one object and is not acknowledged yet: pure, so that losing nothing can be tested. */
import type { OperationsReply, SaidOutcome, SaidProblem } from '#lib/contracts/drafts/operations-reply.ts';
import { lies, MOST_SEEN, saw, togetherOf } from '#lib/domain/drafts/operations.ts';
import type { Operation, OperationName, Other } from '#lib/domain/drafts/operations.ts';
import type { DraftAdapter } from './ports.ts';

/** One place where somebody else's value stands, and one's own waits. */
export interface DraftConflict {
	readonly path: string;
	readonly theirs: unknown;
	readonly yours: unknown;
	readonly by?: Other | undefined;
	/** Of the object when their value was read: whoever chooses has seen nothing later. */
	readonly revision: number;
}

export interface Entry {
	readonly operation: Operation;
	/** Half a date is no mistake yet: it is kept, and sent once its place is left. */
	readonly ready: boolean;
	/** Held: answered with a conflict or a refusal, and kept until the writer has chosen or corrected. */
	readonly state: 'waiting' | 'sending' | 'held';
	readonly conflict?: DraftConflict;
	readonly problems?: readonly SaidProblem[];
}

export type PlacedValue = Pick<Operation, 'path' | 'value'>;

export interface Placing {
	readonly ready: boolean;
	/** What the writer had before the eyes. */
	readonly revision: number;
	/** Entries that go when the values are kept, not sooner. */
	readonly instead?: readonly Entry[];
	/** The place was not on the page, only asked about: what waits in it was seen where it is asked about too. */
	readonly hidden?: boolean;
}

type Rules = Pick<DraftAdapter<unknown>, 'removes' | 'replaces'>;
type Reply = Pick<OperationsReply, 'outcomes' | 'revision'>;

/**
 * Adds a value. It takes the place of what the same run has not sent yet, and keeps its base: what counts is what the
 * writer saw before typing. A removal lets go of what waits inside the place, conflicts included.
 */
export function placed(
	entries: readonly Entry[],
	rules: Rules,
	given: Omit<Placing, 'instead'> & {
		readonly value: PlacedValue;
		readonly name: Pick<Operation, 'id' | 'run' | 'number'>;
	}
): { readonly entries: readonly Entry[]; readonly added: Operation; readonly dropped: readonly Entry[] } {
	const { value, name } = given;
	const removes = rules.removes?.(value) === true;
	const same = entries.filter(({ operation }) => operation.path === value.path);
	const shown =
		given.hidden === true
			? entries.filter((entry) => same.includes(entry) || entry.conflict !== undefined)
			: entries;
	const dropped = entries.filter((entry) => {
		const { operation, state } = entry;
		if (removes && lies(operation.path, value.path) && operation.path !== value.path)
			return state !== 'sending' && shown.includes(entry);
		if (operation.path !== value.path) return false;
		if (state !== 'waiting') return state === 'held';
		return operation.run === name.run && (rules.replaces?.(value, operation) ?? true);
	});
	const conflict = removes ? undefined : same.findLast((entry) => entry.conflict !== undefined)?.conflict;
	const inside = removes ? shown.filter((entry) => lies(entry.operation.path, value.path)) : [];
	const base = Math.min(
		given.revision,
		...same.map(({ operation }) => operation.base),
		...inside.filter((entry) => !same.includes(entry)).map(looked)
	);
	const seen = shownAt(shown, value.path).filter(({ run }) => run !== name.run);
	const added: Operation = {
		...{ ...name, path: value.path, base, value: value.value },
		...(seen.length === 0 ? {} : { seen })
	};
	const entry: Entry =
		conflict === undefined
			? { operation: added, ready: given.ready, state: 'waiting' }
			: { operation: added, ready: true, state: 'held', conflict: { ...conflict, yours: value.value } };
	return { entries: [...entries.filter((other) => !dropped.includes(other)), entry], added, dropped };
}

/**
 * Takes up what other pages left in this browser, in its order. Where a later word waits whose writer did not see it,
 * it stays behind until that one has its answer: then it asks its question.
 */
export function takenUp(
	entries: readonly Entry[],
	left: readonly Operation[]
): { readonly entries: readonly Entry[]; readonly left: readonly Operation[] } {
	const here = entries.map(({ operation }) => operation);
	const known = new Set(here.map(({ id }) => id));
	const open = left.filter(({ id }) => !known.has(id));
	const together = new Set(togetherOf([...here, ...open]));
	const taken = open.filter((operation) => together.has(operation));
	return {
		entries: [...entries, ...taken.map((operation): Entry => ({ operation, ready: true, state: 'waiting' }))],
		left: open.filter((operation) => !together.has(operation))
	};
}

/** The revision that was last seen at the place: a waiting value covers what came in under it, a conflict shows it. */
function looked({ operation, conflict }: Entry): number {
	return conflict?.revision ?? operation.base;
}

/** What waits last at the place, at those in it and around it, with all that its writers saw: the page shows it. */
function shownAt(entries: readonly Entry[], path: string): readonly OperationName[] {
	const near = entries
		.map(({ operation }) => operation)
		.filter((operation) => lies(operation.path, path) || lies(path, operation.path));
	const names = new Map<string, OperationName>();
	for (const operation of new Map(near.map((one) => [one.path, one])).values()) {
		const covered = near.filter((one) => one.path === operation.path && saw(operation, one));
		for (const { run, number } of [...(operation.seen ?? []), ...covered])
			names.set(`${run} ${String(number)}`, { run, number });
	}
	return [...names.values()].slice(-MOST_SEEN);
}

/**
 * The entries after an answer: what was taken is let go, what was not is held with the reason, and what was typed
 * meanwhile at a taken place stands on what was taken, since that is what its writer saw.
 */
export function answered(
	entries: readonly Entry[],
	rules: Rules,
	reply: Reply
): {
	readonly entries: readonly Entry[];
	readonly dropped: readonly Entry[];
	readonly rebased: readonly Operation[];
} {
	const byId = new Map(reply.outcomes.map((outcome) => [outcome.id, outcome]));
	const isTaken = ({ operation }: Entry): boolean => {
		const kind = byId.get(operation.id)?.kind;
		return kind === 'applied' || kind === 'already';
	};
	// An earlier word whose message is still on its way is overtaken by a later one that was written over it.
	const taken = entries.filter(
		(entry, at) =>
			isTaken(entry) || entries.slice(at + 1).some((later) => isTaken(later) && covers(later, entry, rules))
	);
	const rebased: Operation[] = [];
	const next = entries
		.filter((entry) => !taken.includes(entry))
		.map((entry): Entry => {
			const outcome = byId.get(entry.operation.id);
			if (entry.state === 'sending' && outcome?.kind === 'conflict')
				return { ...entry, state: 'held', conflict: { ...outcome, revision: readIn(outcome, reply) } };
			if (entry.state === 'sending' && outcome?.kind === 'refused')
				return { ...entry, state: 'held', problems: outcome.problems };
			const base = baseAfter(entry.operation, entries, byId);
			if (base === entry.operation.base) return entry;
			const operation = { ...entry.operation, base };
			rebased.push(operation);
			return { ...entry, operation };
		});
	const stale = next.filter(
		(entry, at) => entry.state === 'held' && overtaken(entry, next.slice(at + 1), rules)
	);
	return {
		entries: next.filter((entry) => !stale.includes(entry)),
		dropped: [...taken, ...stale],
		rebased
	};
}

/**
 * The revision in which the other value of a conflict stood. What a later operation of the same message wrote there is
 * not in it: whoever chooses has not seen that.
 */
function readIn(conflict: SaidOutcome, { outcomes, revision }: Reply): number {
	const later = outcomes.slice(outcomes.indexOf(conflict) + 1);
	const wrote = later.some(
		(outcome) =>
			outcome.kind === 'applied' &&
			outcome.revision === revision &&
			(lies(outcome.path, conflict.path) || lies(conflict.path, outcome.path))
	);
	return wrote ? revision - 1 : revision;
}

function baseAfter(
	operation: Operation,
	entries: readonly Entry[],
	outcomes: ReadonlyMap<string, SaidOutcome>
): number {
	return entries.reduce((base, { operation: other }) => {
		const outcome = outcomes.get(other.id);
		if (other.path !== operation.path || !saw(operation, other)) return base;
		if (outcome?.kind !== 'applied' && outcome?.kind !== 'already') return base;
		return Math.max(base, outcome.revision ?? base);
	}, operation.base);
}

function covers({ operation: later }: Entry, { operation: earlier }: Entry, rules: Rules): boolean {
	if (later.path !== earlier.path || !saw(later, earlier)) return false;
	return rules.replaces?.(later, earlier) ?? true;
}

/**
 * A later value of the place, or its removal, waits already, and its writer had seen this one: what became of it says
 * nothing any more.
 */
function overtaken(entry: Entry, later: readonly Entry[], rules: Rules): boolean {
	return later.some(
		({ operation }) =>
			saw(operation, entry.operation) &&
			(operation.path === entry.operation.path ||
				(lies(entry.operation.path, operation.path) && rules.removes?.(operation) === true))
	);
}
