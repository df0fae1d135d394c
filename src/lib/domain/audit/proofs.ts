/** Proofs of RFC 6962 out of whole subtrees, wherever those come from: all leaves, or published tiles. */
import { nodeHash } from './hashing.ts';
import type { Hash } from './hashing.ts';

/** The root of the subtree over the leaves from `index * 2^height` on, `2^height` of them. */
export type NodeAt = (height: number, index: number) => Uint8Array;

/** The largest power of two below a number above one. */
function below(count: number): number {
	let power = 1;
	while (power * 2 < count) power *= 2;
	return power;
}

/** The root over the leaves from `start` to before `end`, as the tree of RFC 6962 divides them. */
export function rootBetween(hash: Hash, nodeAt: NodeAt, start: number, end: number): Uint8Array {
	const count = end - start;
	const height = Math.log2(count);
	if (Number.isInteger(height)) return nodeAt(height, start / count);
	const middle = start + below(count);
	return nodeHash(hash, rootBetween(hash, nodeAt, start, middle), rootBetween(hash, nodeAt, middle, end));
}

/** RFC 6962 (2.1.1): the hashes that lead from one leaf to the root over the first `size`, lowest first. */
export function inclusionProof(hash: Hash, nodeAt: NodeAt, index: number, size: number): Uint8Array[] {
	if (index < 0 || index >= size) throw new Error('the leaf is not in the tree');
	const between = (start: number, end: number): Uint8Array[] => {
		if (end - start === 1) return [];
		const middle = start + below(end - start);
		return index < middle
			? [...between(start, middle), rootBetween(hash, nodeAt, middle, end)]
			: [...between(middle, end), rootBetween(hash, nodeAt, start, middle)];
	};
	return between(0, size);
}

/** RFC 6962 (2.1.2): the hashes that show that the first `from` leaves begin the first `to`. */
export function consistencyProof(hash: Hash, nodeAt: NodeAt, from: number, to: number): Uint8Array[] {
	if (from < 1 || from > to) throw new Error('a tree grows from another that is not empty');
	/** `known`: the root of what begins here is the one that the checker has. */
	const between = (start: number, end: number, upTo: number, known: boolean): Uint8Array[] => {
		if (upTo === end) return known ? [] : [rootBetween(hash, nodeAt, start, end)];
		const middle = start + below(end - start);
		return upTo <= middle
			? [...between(start, middle, upTo, known), rootBetween(hash, nodeAt, middle, end)]
			: [...between(middle, end, upTo, false), rootBetween(hash, nodeAt, start, middle)];
	};
	return between(0, to, from, true);
}
