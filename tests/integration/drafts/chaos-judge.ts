/** What really happened in a chaos run, and what of it must not have happened. */
import type { DraftConflict } from '../../../src/lib/features/draft/entries.ts';
import type { SectionValues } from '../../../src/lib/domain/definitions/stored-value.ts';
import { rowsOf } from '../../../src/lib/domain/definitions/stored-value.ts';

/** Every text in a value, at whatever depth: values of a run are texts of their own, each written once. */
export function textsIn(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}

export function valueAt(content: SectionValues, path: string): unknown {
	const [field = '', row, column] = path.split('/');
	if (row === undefined) return content[field];
	const found = rowsOf(content[field]).find(({ id }) => id === row);
	return column === undefined ? found?.cells : found?.cells[column];
}

export class Chronicle {
	/** By value: what its writer had before the eyes at its place; once more for each time it was chosen. */
	readonly #saw = new Map<string, Set<string>>();
	readonly #place = new Map<string, string>();
	readonly #accepted = new Set<string>();
	readonly #kept = new Set<string>();
	readonly #given = new Set<string>();
	/** What those had before the eyes who took a row away. */
	readonly #removed = new Set<string>();
	readonly #removals = new Map<string, readonly string[]>();
	readonly #contents = new Map<number, string>();
	readonly faults: string[] = [];
	typed = 0;

	/** A value, or the removal of a place, was typed or chosen. */
	wrote(value: unknown, place: string, seen: unknown): void {
		const saw = textsIn(seen);
		if (typeof value !== 'string') return;
		this.#place.set(value, place);
		const known = this.#saw.get(value) ?? new Set();
		for (const one of saw) if (one !== value) known.add(one);
		this.#saw.set(value, known);
	}

	removes(operation: string, seen: unknown): void {
		this.#removals.set(operation, textsIn(seen));
	}

	/** The portal has taken a removal. */
	removed(operation: string): void {
		for (const value of this.#removals.get(operation) ?? []) this.#removed.add(value);
	}

	/** The portal has written the value, whether or not its writer hears of it. */
	taken(value: unknown): void {
		if (typeof value === 'string') this.#accepted.add(value);
	}

	/** A browser has the value in its own storage. */
	kept(value: unknown): void {
		if (typeof value === 'string') this.#kept.add(value);
	}

	/** Its writer chose another's value over it, or took away the row that it waited in. */
	gave(value: unknown): void {
		for (const text of textsIn(value)) this.#given.add(text);
	}

	stands(revision: number, content: SectionValues): void {
		this.#contents.set(revision, canonical(content));
	}

	/** A window in which nothing waits shows what the portal had at its revision, to the letter. */
	shows(window: string, revision: number, content: SectionValues): void {
		const stood = this.#contents.get(revision);
		if (stood !== canonical(content))
			this.faults.push(
				`${window} at ${String(revision)} shows ${differing(canonical(content), stood ?? 'nothing')}`
			);
	}

	/** Nobody is asked about a word that the portal has written once. */
	asks(window: string, { path, yours, theirs }: DraftConflict): void {
		// Where somebody took the row away a word is chosen once more, with its row.
		if (theirs !== null && typeof yours === 'string' && this.#accepted.has(yours))
			this.faults.push(`${window} is asked at ${path} about ${yours}, which was taken`);
	}

	/** A conflict at a place of one's own. */
	conflict(window: string, conflict: DraftConflict, allowed: readonly (string | undefined)[]): void {
		// Somebody took the row away.
		if (conflict.theirs === null) return;
		if (!allowed.includes(conflict.by?.kind))
			this.faults.push(
				`${window} is called ${conflict.by?.kind ?? 'somebody'} at ${conflict.path}: ${JSON.stringify(conflict)}`
			);
	}

	/** Values that the portal had taken, or a browser kept, and are neither there nor were seen by whoever replaced them. */
	lost(final: SectionValues): readonly string[] {
		const stands = this.#before([...textsIn(final), ...this.#removed]);
		const known = this.#before([...textsIn(final), ...this.#removed, ...this.#given]);
		return [
			...[...this.#accepted]
				.filter((value) => !stands.has(value))
				.map((value) => this.#story('taken', value)),
			...[...this.#kept].filter((value) => !known.has(value)).map((value) => this.#story('kept', value))
		];
	}

	#before(from: readonly string[]): ReadonlySet<string> {
		const known = new Set<string>();
		const open = [...from];
		for (let value = open.pop(); value !== undefined; value = open.pop()) {
			if (known.has(value)) continue;
			known.add(value);
			open.push(...(this.#saw.get(value) ?? []));
		}
		return known;
	}

	#story(what: string, value: string): string {
		const place = this.#place.get(value) ?? '?';
		const trail = [...this.#place].filter(([, at]) => at === place).map(([other]) => other);
		const near = trail.indexOf(value);
		return `${what} ${value} at ${place}: ${trail
			.slice(Math.max(0, near - 3), near + 5)
			.map((other) => `${other} (over ${[...(this.#saw.get(other) ?? [])].join(',')})`)
			.join(' ')}`;
	}
}

function canonical(content: SectionValues): string {
	return JSON.stringify(content, (_key, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value
	);
}

function differing(a: string, b: string): string {
	let at = 0;
	while (at < a.length && a[at] === b[at]) at += 1;
	return `…${a.slice(Math.max(0, at - 60), at + 20)} where …${b.slice(Math.max(0, at - 60), at + 20)} stood`;
}
