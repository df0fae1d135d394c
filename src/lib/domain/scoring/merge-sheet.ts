/**
 * A save of a sheet against what is stored. Two windows of one member may write at the same time: what the other
 * one has not touched is taken, and where both wrote something else, both values are kept and the person chooses.
 */
import type { SheetContent } from './sheet.ts';

export interface SheetState extends SheetContent {
	/** Words on the application as a whole. */
	readonly comment: string;
}

/** Only what is named changes. A mark of null takes the mark back. */
export interface SheetChange {
	readonly marks?: Readonly<Record<string, number | null>>;
	readonly comments?: Readonly<Record<string, string>>;
	readonly comment?: string;
}

export interface SheetConflict {
	/** Slot key, `comment:<criterion>`, or `comment`. */
	readonly key: string;
	readonly theirs: number | string | null;
	readonly yours: number | string | null;
}

export interface MergedSheet {
	readonly state: SheetState;
	readonly conflicts: readonly SheetConflict[];
	readonly changed: boolean;
}

/**
 * `was`: what the writer saw before writing, for the places that change; null when the writer saw exactly what is
 * stored, so that nothing can conflict. A place without a former value counts as empty.
 */
export function mergeSheet(stored: SheetState, change: SheetChange, was: SheetChange | null): MergedSheet {
	const marks = { ...stored.marks };
	const comments = { ...stored.comments };
	let { comment } = stored;
	const conflicts: SheetConflict[] = [];
	let changed = false;
	const settle = <V extends number | string | null>(
		key: string,
		[theirs, seen, yours]: readonly [theirs: V, seen: V, yours: V],
		write: () => void
	): void => {
		if (theirs === yours) return;
		if (was !== null && theirs !== seen) {
			conflicts.push({ key, theirs, yours });
			return;
		}
		changed = true;
		write();
	};
	for (const [key, yours] of Object.entries(change.marks ?? {})) {
		settle<number | null>(key, [own(stored.marks, key) ?? null, own(was?.marks, key) ?? null, yours], () => {
			marks[key] = yours;
		});
	}
	for (const [key, yours] of Object.entries(change.comments ?? {})) {
		settle(`comment:${key}`, [own(stored.comments, key) ?? '', own(was?.comments, key) ?? '', yours], () => {
			comments[key] = yours;
		});
	}
	const words = change.comment;
	if (words !== undefined) {
		settle('comment', [stored.comment, was?.comment ?? '', words], () => {
			comment = words;
		});
	}
	return { state: { marks, comments, comment }, conflicts, changed };
}

function own<V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
	return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
