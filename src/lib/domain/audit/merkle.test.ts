import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EMPTY_FRONTIER, rootOf, treeOver, withLeaf } from './merkle.ts';
import type { Hash } from './hashing.ts';

const sha256: Hash = (...parts) => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
};

/** The leaves of the test vectors of Certificate Transparency, and the roots after each. */
const LEAVES = [
	'',
	'00',
	'10',
	'2021',
	'3031',
	'40414243',
	'5051525354555657',
	'606162636465666768696a6b6c6d6e6f'
];
const ROOTS = [
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
];

describe('the Merkle tree', () => {
	it('has the roots of the published vectors, leaf by leaf', () => {
		let frontier = EMPTY_FRONTIER;
		const roots = LEAVES.map((leaf) => {
			frontier = withLeaf(sha256, frontier, Buffer.from(leaf, 'hex'));
			return Buffer.from(rootOf(sha256, frontier)).toString('hex');
		});
		expect(roots).toEqual(ROOTS);
		expect(frontier.size).toBe(8n);
	});

	it('is the hash of nothing while it is empty', () => {
		expect(Buffer.from(rootOf(sha256, EMPTY_FRONTIER)).toString('hex')).toBe(
			'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
		);
	});

	it('says so when subtrees are missing', () => {
		expect(() => withLeaf(sha256, { size: 3n, peaks: [] }, Buffer.from(''))).toThrow(/lacks a subtree/);
	});

	it('proves each leaf by a path to the root of any size', () => {
		const leaves = LEAVES.map((leaf) => Buffer.from(leaf, 'hex'));
		const tree = treeOver(sha256, leaves);
		for (let size = 1; size <= leaves.length; size += 1) {
			expect(Buffer.from(tree.root(size)).toString('hex')).toBe(ROOTS[size - 1]);
			for (let index = 0; index < size; index += 1) {
				// RFC 9162, 2.1.3.2: how whoever holds the leaf and the path checks them.
				let [at, last] = [index, size - 1];
				let node = sha256(Uint8Array.of(0), leaves[index] ?? Buffer.from('x'));
				for (const sibling of tree.path(index, size)) {
					if (at % 2 === 1 || at === last) {
						node = sha256(Uint8Array.of(1), sibling, node);
						while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
					} else node = sha256(Uint8Array.of(1), node, sibling);
					[at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
				}
				expect(Buffer.from(node).toString('hex')).toBe(ROOTS[size - 1]);
			}
		}
		expect(() => tree.path(3, 3)).toThrow(/not in the tree/);
		expect(() => tree.root(9)).toThrow(/fewer leaves/);
	});
});
