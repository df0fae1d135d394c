import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConsistent, isIncluded, treeOfTiles } from './witness/checking.mjs';
import type { Hash } from '#lib/domain/audit/hashing.ts';
import { EMPTY_FRONTIER, grow, rootOf, treeOver } from '#lib/domain/audit/merkle.ts';
import { consistencyProof, inclusionProof } from '#lib/domain/audit/proofs.ts';
import {
	isPublishedAt,
	nodesOfTiles,
	parseTilePath,
	piecesOf,
	tilePath,
	tilesOfProof,
	unitBytes
} from '#lib/domain/audit/tiles.ts';
import type { Tile } from '#lib/domain/audit/tiles.ts';

const sha256: Hash = (...parts) => {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest();
};
const leafAt = (index: number): Uint8Array => sha256(Buffer.from(String(index)));
const LEAVES = Array.from({ length: 1500 }, (_none, index) => leafAt(index));
const tree = treeOver(sha256, LEAVES);

/** What is published of the first `size` leaves, put together from lots of them as the sealer does. */
function published(size: number, lot = 97): Map<string, Buffer> {
	const files = new Map<string, Buffer>();
	let frontier = EMPTY_FRONTIER;
	for (let from = 0; from < size; from += lot) {
		const units = LEAVES.slice(from, Math.min(from + lot, size)).flatMap((leaf) => {
			const grown = grow(sha256, frontier, leaf);
			({ frontier } = grown);
			return grown.added;
		});
		for (const { level, index, from: offset, bytes } of piecesOf(units)) {
			const name = tilePath({ level, index, width: 256 });
			const before = files.get(name) ?? Buffer.alloc(0);
			expect(before.length).toBe(offset * unitBytes(level));
			files.set(name, Buffer.concat([before, bytes]));
		}
	}
	expect(rootOf(sha256, frontier)).toEqual(size === 0 ? sha256() : tree.root(size));
	return files;
}

function served(files: ReadonlyMap<string, Buffer>, tile: Tile): Buffer | undefined {
	const bytes = files.get(tilePath({ ...tile, width: 256 }));
	const length = tile.width * unitBytes(tile.level);
	return bytes === undefined || bytes.length < length ? undefined : bytes.subarray(0, length);
}

const ALL = published(LEAVES.length);

describe('addresses of tiles', () => {
	it('are those of the specification', () => {
		expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
		expect(tilePath({ level: 3, index: 5, width: 17 })).toBe('tile/3/005.p/17');
		expect(tilePath({ level: 'entries', index: 1000, width: 256 })).toBe('tile/entries/x001/000');
		fc.assert(
			fc.property(
				fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
				fc.integer({ min: 0, max: 10 ** 12 }),
				fc.integer({ min: 1, max: 256 }),
				(level, index, width) => {
					expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
				}
			)
		);
	});

	it.each([
		'tile/64/000',
		'tile/00/000',
		'tile/0/0',
		'tile/0/x000/001',
		'tile/0/001/x002',
		'tile/0/000.p/0',
		'tile/0/000.p/256',
		'tile/0/000.p/01',
		'tile/0/../../secret',
		'tile/-1/000',
		'tile/entries/',
		'/tile/0/000',
		'tile/0/000/'
	])('are not %s', (path) => {
		expect(parseTilePath(path)).toBeUndefined();
	});

	it('belong to a tree of the size that has them', () => {
		// The example of the specification: 70,000 entries.
		const has = (level: Tile['level'], index: number, width: number): boolean =>
			isPublishedAt({ level, index, width }, 70_000);
		expect([has(0, 272, 256), has(0, 273, 112), has(0, 273, 113), has(1, 0, 256)]).toEqual([
			true,
			true,
			false,
			true
		]);
		expect([has(1, 1, 17), has(1, 1, 18), has(2, 0, 1), has(2, 0, 2)]).toEqual([true, false, true, false]);
		expect([has('entries', 273, 112), has('entries', 273, 113), has(3, 0, 1)]).toEqual([true, false, false]);
	});
});

describe('tiles', () => {
	it('hold hashes of leaves, roots of whole tiles, and the entries themselves', () => {
		expect([...ALL.keys()].sort()).toEqual([
			...Array.from({ length: 6 }, (_none, index) => `tile/0/00${String(index)}`),
			'tile/1/000',
			...Array.from({ length: 6 }, (_none, index) => `tile/entries/00${String(index)}`)
		]);
		expect(ALL.get('tile/0/000')?.length).toBe(8192);
		expect(ALL.get('tile/1/000')?.subarray(0, 32)).toEqual(Buffer.from(tree.root(256)));
		const bundle = ALL.get('tile/entries/005');
		expect(bundle?.subarray(0, 2)).toEqual(Buffer.from([0, 32]));
		expect(bundle?.subarray(2, 34)).toEqual(Buffer.from(leafAt(1280)));
	});

	it('prove each leaf and each growth to another implementation, and nothing else', () => {
		const sizes = fc.integer({ min: 1, max: LEAVES.length });
		fc.assert(
			fc.property(sizes, fc.nat(), fc.nat(), fc.nat(), (size, some, other, bit) => {
				const index = some % size;
				const read = tilesOfProof(index, size).map((tile) => {
					const bytes = served(ALL, tile);
					if (bytes === undefined) throw new Error(`no tile ${tilePath(tile)}`);
					return { tile, bytes };
				});
				const nodes = nodesOfTiles(sha256, read);
				const proof = inclusionProof(sha256, nodes, index, size);
				expect(proof).toEqual(tree.path(index, size));
				const root = tree.root(size);
				const shown = { leaf: leafAt(index), index, size, root, proof };
				expect(isIncluded(shown)).toBe(true);
				expect(isIncluded({ ...shown, leaf: leafAt(index + 1) })).toBe(false);
				expect(isIncluded({ ...shown, proof: [...proof, root] })).toBe(false);
				if (proof.length > 0) {
					expect(isIncluded({ ...shown, proof: proof.slice(1) })).toBe(false);
					const at = bit % proof.length;
					const bent = proof.map((node, place) => (place === at ? sha256(node) : node));
					expect(isIncluded({ ...shown, proof: bent })).toBe(false);
				}
				const from = index + 1;
				const grownBy = consistencyProof(sha256, nodes, from, size);
				expect(grownBy).toEqual(tree.consistency(from, size));
				const growth = { from, fromRoot: tree.root(from), to: size, toRoot: root, proof: grownBy };
				expect(isConsistent(growth)).toBe(true);
				expect(isConsistent({ ...growth, fromRoot: sha256(Buffer.from(String(other))) })).toBe(false);
				expect(isConsistent({ ...growth, toRoot: sha256(Buffer.from(String(other))) })).toBe(false);
				expect(isConsistent({ ...growth, proof: [...grownBy, root] })).toBe(false);
				if (from < size) expect(isConsistent({ ...growth, proof: [] })).toBe(false);
			}),
			{ numRuns: 150 }
		);
		expect(isIncluded({ leaf: leafAt(0), index: 0, size: 0, root: sha256(), proof: [] })).toBe(false);
		expect(isConsistent({ from: 0, fromRoot: sha256(), to: 3, toRoot: tree.root(3), proof: [] })).toBe(false);
		expect(() => consistencyProof(sha256, () => sha256(), 0, 3)).toThrow(/not empty/);
	});

	it('give a witness the root and the growth of any size', async () => {
		for (const size of [1, 2, 255, 256, 257, 511, 513, 1280, 1499, 1500]) {
			const files = published(size, 300);
			const witness = treeOfTiles((path) => {
				const tile = parseTilePath(path);
				return Promise.resolve(tile === undefined ? undefined : served(files, tile));
			}, size);
			expect(await witness.root()).toEqual(tree.root(size));
			for (const from of [1, Math.ceil(size / 2), size])
				expect(await witness.consistency(from)).toEqual(tree.consistency(from, size));
		}
	});

	it('are missed where one that is needed is not there', () => {
		expect(() => inclusionProof(sha256, nodesOfTiles(sha256, []), 3, 9)).toThrow(/a tile is missing/);
	});
});
