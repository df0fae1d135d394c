/** What was typed into one object and is not acknowledged yet: pure, so that losing nothing can be tested. */
import type { SaidOutcome, SaidProblem } from '#lib/contracts/drafts/operations-reply.ts';
import { lies } from '#lib/domain/drafts/operations.ts';
import type { Operation, Other } from '#lib/domain/drafts/operations.ts';
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
type Rules = Pick<DraftAdapter<unknown>, 'removes' | 'replaces'>;

/**
 * Adds a value. It takes the place of what the same run has not sent yet, and keeps its base: what counts is what the
 * writer saw before typing. A removal lets go of what waits inside the place, conflicts included.
 */
export function placed(
	entries: readonly Entry[],
	rules: Rules,
	given: {
		readonly value: PlacedValue;
		readonly ready: boolean;
		readonly revision: number;
		readonly name: Pick<Operation, 'id' | 'run' | 'number'>;
	}
): { readonly entries: readonly Entry[]; readonly added: Operation; readonly dropped: readonly Entry[] } {
	const { value, name } = given;
	const removes = rules.removes?.(value) === true;
	const same = entries.filter(({ operation }) => operation.path === value.path);
	const dropped = entries.filter(({ operation, state }) => {
		if (removes && lies(operation.path, value.path) && operation.path !== value.path)
			return state !== 'sending';
		if (operation.path !== value.path) return false;
		if (state !== 'waiting') return state === 'held';
		return operation.run === name.run && (rules.replaces?.(value, operation) ?? true);
	});
	const conflict = removes ? undefined : same.findLast((entry) => entry.conflict !== undefined)?.conflict;
	const base = Math.min(given.revision, ...same.map(({ operation }) => operation.base));
	const added: Operation = { ...name, path: value.path, base, value: value.value };
	const entry: Entry =
		conflict === undefined
			? { operation: added, ready: given.ready, state: 'waiting' }
			: { operation: added, ready: true, state: 'held', conflict: { ...conflict, yours: value.value } };
	return { entries: [...entries.filter((other) => !dropped.includes(other)), entry], added, dropped };
}

/**
 * The entries after an answer: what was taken is let go, what was not is held with the reason, and what was typed
 * meanwhile at a taken place stands on what was taken, since that is what its writer saw.
 */
export function answered(
	entries: readonly Entry[],
	rules: Rules,
	{ outcomes, revision }: { readonly outcomes: readonly SaidOutcome[]; readonly revision: number }
): {
	readonly entries: readonly Entry[];
	readonly dropped: readonly Entry[];
	readonly rebased: readonly Operation[];
} {
	const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
	const taken = entries.filter(({ operation }) => {
		const kind = byId.get(operation.id)?.kind;
		return kind === 'applied' || kind === 'already';
	});
	const rebased: Operation[] = [];
	const next = entries
		.filter((entry) => !taken.includes(entry))
		.map((entry): Entry => {
			const outcome = byId.get(entry.operation.id);
			if (entry.state === 'sending' && outcome?.kind === 'conflict')
				return { ...entry, state: 'held', conflict: { ...outcome, revision } };
			if (entry.state === 'sending' && outcome?.kind === 'refused')
				return { ...entry, state: 'held', problems: outcome.problems };
			const base = baseAfter(entry.operation, outcomes);
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

function baseAfter(operation: Operation, outcomes: readonly SaidOutcome[]): number {
	return outcomes.reduce((base, outcome) => {
		if (outcome.path !== operation.path) return base;
		if (outcome.kind !== 'applied' && outcome.kind !== 'already') return base;
		return Math.max(base, outcome.revision ?? base);
	}, operation.base);
}

/** A later value of the place, or its removal, waits already: what became of the older one says nothing any more. */
function overtaken(entry: Entry, later: readonly Entry[], rules: Rules): boolean {
	return later.some(
		({ operation }) =>
			operation.path === entry.operation.path ||
			(lies(entry.operation.path, operation.path) && rules.removes?.(operation) === true)
	);
}
