/** The Merkle tree of RFC 6962 (2.1): one hash that commits to every leaf and to their order. */
import { leafHash, nodeHash } from './hashing.ts';
import type { Hash } from './hashing.ts';
import { consistencyProof, inclusionProof, rootBetween } from './proofs.ts';
import type { NodeAt } from './proofs.ts';
import { ENTRIES, TILE_HEIGHT, bundledEntry } from './tiles.ts';
import type { TileUnit } from './tiles.ts';

/** What is needed to go on: the roots of the whole subtrees, from the largest to the smallest. */
export interface Frontier {
	readonly size: bigint;
	readonly peaks: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0n, peaks: [] };

/** The tree with one leaf more, and what that adds to the tiles in which the tree is published. */
export function grow(
	hash: Hash,
	{ size, peaks }: Frontier,
	leaf: Uint8Array
): { readonly frontier: Frontier; readonly added: readonly TileUnit[] } {
	const rest = [...peaks];
	let node = leafHash(hash, leaf);
	const added: TileUnit[] = [
		{ level: ENTRIES, index: Number(size), bytes: bundledEntry(leaf) },
		{ level: 0, index: Number(size), bytes: node }
	];
	let height = 0;
	let left = size;
	for (; left % 2n === 1n; left /= 2n) {
		const peak = rest.pop();
		if (peak === undefined) throw new Error('a frontier lacks a subtree');
		node = nodeHash(hash, peak, node);
		height += 1;
		if (height % TILE_HEIGHT === 0)
			added.push({ level: height / TILE_HEIGHT, index: Number(left / 2n), bytes: node });
	}
	return { frontier: { size: size + 1n, peaks: [...rest, node] }, added };
}

/** The tree with one leaf more. */
export function withLeaf(hash: Hash, frontier: Frontier, leaf: Uint8Array): Frontier {
	return grow(hash, frontier, leaf).frontier;
}

/** The root of the tree; of an empty one the hash of nothing. */
export function rootOf(hash: Hash, { peaks }: Frontier): Uint8Array {
	const last = peaks.at(-1);
	if (last === undefined) return hash();
	return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(hash, left, right), last);
}

export interface MerkleTree {
	/** The root over the first `size` leaves. */
	root(size: number): Uint8Array;
	/** RFC 6962 (2.1.1): the hashes that lead from one leaf to the root over the first `size`, lowest first. */
	path(index: number, size: number): readonly Uint8Array[];
	/** RFC 6962 (2.1.2): the hashes that show that the first `from` leaves begin the first `to`. */
	consistency(from: number, to: number): readonly Uint8Array[];
}

/** The whole tree, for proofs. Roots of subtrees are kept, so that many proofs cost little more than one. */
export function treeOver(hash: Hash, leaves: readonly Uint8Array[]): MerkleTree {
	const kept = new Map<string, Uint8Array>();
	const nodeAt: NodeAt = (height, index) => {
		const name = `${String(height)} ${String(index)}`;
		const known = kept.get(name);
		if (known !== undefined) return known;
		const [leaf] = height === 0 ? leaves.slice(index, index + 1) : [new Uint8Array()];
		if (leaf === undefined) throw new Error('the tree has fewer leaves');
		const node =
			height === 0
				? leafHash(hash, leaf)
				: nodeHash(hash, nodeAt(height - 1, index * 2), nodeAt(height - 1, index * 2 + 1));
		kept.set(name, node);
		return node;
	};
	return {
		root: (size) => (size === 0 ? hash() : rootBetween(hash, nodeAt, 0, size)),
		path: (index, size) => inclusionProof(hash, nodeAt, index, size),
		consistency: (from, to) => consistencyProof(hash, nodeAt, from, to)
	};
}
