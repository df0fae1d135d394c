/** Hashing of the Merkle tree of RFC 6962 (2.1). The digest comes in as an argument: the core has no machinery of its own. */
export type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(hash: Hash, leaf: Uint8Array): Uint8Array {
	return hash(LEAF, leaf);
}

export function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
	return hash(NODE, left, right);
}
