/**
 * The Merkle tree of RFC 6962 (2.1): one hash that commits to every leaf and to their order. Hashing comes in as an
 * argument, since the core has no machinery of its own.
 */
export type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

/** What is needed to go on: the roots of the whole subtrees, from the largest to the smallest. */
export interface Frontier {
	readonly size: bigint;
	readonly peaks: readonly Uint8Array[];
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const EMPTY_FRONTIER: Frontier = { size: 0n, peaks: [] };

/** The tree with one leaf more. */
export function withLeaf(hash: Hash, { size, peaks }: Frontier, leaf: Uint8Array): Frontier {
	const rest = [...peaks];
	let node = hash(LEAF, leaf);
	for (let left = size; left % 2n === 1n; left /= 2n) {
		const peak = rest.pop();
		if (peak === undefined) throw new Error('a frontier lacks a subtree');
		node = hash(NODE, peak, node);
	}
	return { size: size + 1n, peaks: [...rest, node] };
}

/** The root of the tree; of an empty one the hash of nothing. */
export function rootOf(hash: Hash, { peaks }: Frontier): Uint8Array {
	const last = peaks.at(-1);
	if (last === undefined) return hash();
	return peaks.slice(0, -1).reduceRight((right, left) => hash(NODE, left, right), last);
}

export interface MerkleTree {
	/** The root over the first `size` leaves. */
	root(size: number): Uint8Array;
	/** RFC 6962 (2.1.1): the hashes that lead from one leaf to the root over the first `size`, lowest first. */
	path(index: number, size: number): readonly Uint8Array[];
}

/** The largest power of two below a number above one. */
function below(count: number): number {
	let power = 1;
	while (power * 2 < count) power *= 2;
	return power;
}

/** The whole tree, for proofs. Roots of subtrees are kept, so that many proofs cost little more than one. */
export function treeOver(hash: Hash, leaves: readonly Uint8Array[]): MerkleTree {
	const kept = new Map<string, Uint8Array>();
	const rootBetween = (start: number, end: number): Uint8Array => {
		const name = `${String(start)} ${String(end)}`;
		const known = kept.get(name);
		if (known !== undefined) return known;
		const [leaf] = leaves.slice(start, start + 1);
		if (leaf === undefined || end > leaves.length) throw new Error('the tree has fewer leaves');
		const middle = start + below(end - start);
		const root =
			end - start === 1 ? hash(LEAF, leaf) : hash(NODE, rootBetween(start, middle), rootBetween(middle, end));
		kept.set(name, root);
		return root;
	};
	const pathBetween = (index: number, start: number, end: number): Uint8Array[] => {
		if (end - start === 1) return [];
		const middle = start + below(end - start);
		return index < middle
			? [...pathBetween(index, start, middle), rootBetween(middle, end)]
			: [...pathBetween(index, middle, end), rootBetween(start, middle)];
	};
	return {
		root: (size) => (size === 0 ? hash() : rootBetween(0, size)),
		path(index, size) {
			if (index < 0 || index >= size) throw new Error('the leaf is not in the tree');
			return pathBetween(index, 0, size);
		}
	};
}
