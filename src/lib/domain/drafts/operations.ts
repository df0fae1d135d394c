/** What is written into an object that several people and windows may write at once: one value at one place. */

export interface Operation {
	readonly id: string;
	/** One opening of a page; its operations are numbered from 1. */
	readonly run: string;
	readonly number: number;
	/** Where, from the outside in, parts joined by `/`: `field`, `table/row/column`. */
	readonly path: string;
	/** Revision of the object that the writer saw. */
	readonly base: number;
	/** Operations of other runs that were not acknowledged yet, and whose words the writer saw at the place. */
	readonly seen?: readonly OperationName[] | undefined;
	readonly value: unknown;
}

export type OperationName = Pick<Operation, 'run' | 'number'>;

/** More at one place wait in no browser; the earliest may be forgotten, which asks once too often at worst. */
export const MOST_SEEN = 20;

/** Whether the words of the other operation were before its writer's eyes: typed earlier in the same page, or shown there. */
export function saw(operation: Operation, other: OperationName): boolean {
	if (operation.run === other.run) return other.number <= operation.number;
	return operation.seen?.some(({ run, number }) => run === other.run && number === other.number) ?? false;
}

/**
 * Those that can go out together. Where an earlier one stands at the place, or in it, that the writer did not see, the
 * later one has to wait for its answer: only then can the portal tell that the two contradict each other.
 */
export function togetherOf(operations: readonly Operation[]): readonly Operation[] {
	return operations.filter((operation, at) =>
		operations.slice(0, at).every((earlier) => !lies(earlier.path, operation.path) || saw(operation, earlier))
	);
}

/** Who sends. */
export interface Sender {
	readonly personId: string;
	/** One browser on one machine. */
	readonly device: string;
}

/** The last write at a place, as the ledger keeps it. */
export interface KnownWrite {
	readonly path: string;
	readonly revision: number;
	readonly run: string;
	readonly number: number;
	readonly personId: string;
	readonly name: string;
	/** Null where the words came in a plain form. */
	readonly device: string | null;
	/** ISO. */
	readonly at: string;
}

/** What is remembered of a run: the revision in which each of its operations was taken, by number. */
export interface RunRecord {
	readonly run: string;
	/** Everything up to this number has been answered, and the answer has arrived. */
	readonly settled: number;
	readonly applied: Readonly<Record<string, number>>;
}

/** Whose value stands in the way: another person's, or one's own from another device or window. */
export interface Other {
	readonly kind: 'person' | 'device' | 'window';
	readonly name: string;
	/** ISO. */
	readonly at: string;
}

export interface OperationProblem {
	readonly code: RefusalCode;
	readonly params?: Readonly<Record<string, string>>;
	/** The path when absent. */
	readonly field?: string;
}

export type Outcome = { readonly id: string; readonly path: string } & (
	| { readonly kind: 'applied'; readonly revision: number }
	/** Taken earlier, in this revision; null: long ago, or a later one of its run was taken in its stead. */
	| { readonly kind: 'already'; readonly revision: number | null }
	/** `by` is undefined when the ledger does not know who wrote. */
	| {
			readonly kind: 'conflict';
			readonly theirs: unknown;
			readonly yours: unknown;
			readonly by: Other | undefined;
	  }
	| { readonly kind: 'refused'; readonly problems: readonly OperationProblem[] }
);

/** Whether `path` is the place itself or lies in it. */
export function lies(path: string, place: string): boolean {
	return path === place || path.startsWith(`${place}/`);
}
import type { RefusalCode } from '#lib/domain/generated/names.ts';
