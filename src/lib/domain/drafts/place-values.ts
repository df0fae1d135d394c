import type { OperationProblem } from './operations.ts';
import type { Apply } from './play-operations.ts';

/** An object that is a value at each of its places (marks of a sheet, answers of a check): `items/3/finding`. */
export type PlaceValues = Readonly<Record<string, unknown>>;

/** A value as the object keeps it, or why it may not stand at the place. */
export type ReadValue =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly problems: readonly OperationProblem[] };

/** Writes operations into the values held in `state`. A place without a value holds null. */
export function placeApply(
	state: { values: PlaceValues },
	read: (path: string, value: unknown) => ReadValue
): Apply {
	return ({ path, value }, contested) => {
		const yours = read(path, value);
		if (!yours.ok) return { kind: 'refused', problems: yours.problems };
		const theirs = Object.hasOwn(state.values, path) ? (state.values[path] ?? null) : null;
		if (JSON.stringify(theirs) === JSON.stringify(yours.value ?? null)) return { kind: 'same' };
		if (contested) return { kind: 'conflict', theirs, yours: yours.value };
		state.values = { ...state.values, [path]: yours.value };
		return { kind: 'applied' };
	};
}
