import type { Problem } from '#lib/domain/definitions/problem.ts';
import { SvelteSet } from 'svelte/reactivity';
import { problemPath } from './problem-place.ts';

/** Where the person has been on the page of a section: fields, cells and rows that were left, by path. */
export class LeftPlaces {
	readonly #paths: SvelteSet<string>;

	/** What lacked something when the page came was left on an earlier visit. */
	constructor(problems: readonly Problem[]) {
		this.#paths = new SvelteSet(problems.flatMap(({ target }) => problemPath(target) ?? []));
	}

	left(path: string): boolean {
		return this.#paths.has(path);
	}

	/** A control lost the focus to another (null: to nothing); a row is left when the other one stands outside it. */
	leave(from: EventTarget | null, to: EventTarget | null): void {
		const path = nameOf(from);
		if (path === '') return;
		this.#paths.add(path);
		const row = rowOf(path);
		if (row !== undefined && rowOf(nameOf(to)) !== row && to !== null) this.#paths.add(row);
	}

	/** A row was closed. */
	leaveRow(path: string): void {
		this.#paths.add(path);
	}
}

function nameOf(target: EventTarget | null): string {
	if (!(target instanceof HTMLElement)) return '';
	return target.getAttribute('name')?.replace(/:.*$/, '') ?? '';
}

function rowOf(path: string): string | undefined {
	const [field, row, column] = path.split('/');
	return row === undefined || column === undefined ? undefined : `${field ?? ''}/${row}`;
}
