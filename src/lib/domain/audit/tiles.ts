/**
 * How a Merkle tree is published (C2SP tlog-tiles): tiles of 256 hashes, those of the level above being the roots of
 * whole tiles, and bundles of 256 entries. A tile that is not full yet is the beginning of the one that it becomes.
 */
import { nodeHash } from './hashing.ts';
import type { Hash } from './hashing.ts';
import type { NodeAt } from './proofs.ts';

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;
export const ENTRIES = 'entries';
const HASH_BYTES = 32;

export type TileLevel = number | typeof ENTRIES;

export interface Tile {
	readonly level: TileLevel;
	readonly index: number;
	/** How many hashes or entries; 256 where it is full. */
	readonly width: number;
}

/** One hash of a level, or one entry as it stands in a bundle; `index` counts in the whole level. */
export interface TileUnit {
	readonly level: TileLevel;
	readonly index: number;
	readonly bytes: Uint8Array;
}

/** What follows each other in one tile, from its unit `from` on. */
export interface TilePiece {
	readonly level: TileLevel;
	readonly index: number;
	readonly from: number;
	readonly bytes: Uint8Array;
}

/** Entries of this log are hashes; each stands behind its length, two bytes. */
export function unitBytes(level: TileLevel): number {
	return level === ENTRIES ? HASH_BYTES + 2 : HASH_BYTES;
}

export function bundledEntry(entry: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(entry.length + 2);
	bytes.set([entry.length >> 8, entry.length & 0xff]);
	bytes.set(entry, 2);
	return bytes;
}

/** `x001/x234/067`: parts of three digits, all but the last with an x. */
function indexPath(index: number): string {
	const parts = [String(index % 1000).padStart(3, '0')];
	for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
		parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
	return parts.join('/');
}

export function tilePath({ level, index, width }: Tile): string {
	const part = width === TILE_WIDTH ? '' : `.p/${String(width)}`;
	return `tile/${String(level)}/${indexPath(index)}${part}`;
}

const PATH = /^tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile of an address, undefined where no tile has it: each has one spelling only. */
export function parseTilePath(path: string): Tile | undefined {
	const [, level = '', digits = '', part] = PATH.exec(path) ?? [];
	const index = Number(digits.replaceAll(/[x/]/g, ''));
	const width = part === undefined ? TILE_WIDTH : Number(part);
	if (level === '' || (part !== undefined && width >= TILE_WIDTH)) return undefined;
	const tile = { level: level === ENTRIES ? ENTRIES : Number(level), index, width } as const;
	return tilePath(tile) === path ? tile : undefined;
}

/** How many units a level has in a tree of `size`. */
function unitsAt(level: TileLevel, size: number): number {
	return level === ENTRIES ? size : Math.floor(size / TILE_WIDTH ** level);
}

/** Whether a tree of that size has the tile. */
export function isPublishedAt({ level, index, width }: Tile, size: number): boolean {
	return index * TILE_WIDTH + width <= unitsAt(level, size);
}

/** Puts units that follow each other into the pieces of their tiles. */
export function piecesOf(units: readonly TileUnit[]): TilePiece[] {
	const runs = new Map<string, { readonly first: TileUnit; readonly parts: Uint8Array[] }>();
	for (const unit of units) {
		const key = `${String(unit.level)} ${String(Math.floor(unit.index / TILE_WIDTH))}`;
		const run = runs.get(key) ?? { first: unit, parts: [] };
		run.parts.push(unit.bytes);
		runs.set(key, run);
	}
	return [...runs.values()].map(({ first: { level, index }, parts }) => ({
		level,
		index: Math.floor(index / TILE_WIDTH),
		from: index % TILE_WIDTH,
		bytes: joined(parts)
	}));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** The tiles that hold the proof of a leaf in a tree of `size`: those above the leaf, and those at the right edge. */
export function tilesOfProof(leaf: number, size: number): Tile[] {
	const tiles: Tile[] = [];
	for (let level = 0; unitsAt(level, size) > 0; level += 1) {
		const units = unitsAt(level, size);
		const edge = Math.floor(units / TILE_WIDTH);
		const above = Math.floor(leaf / TILE_WIDTH ** (level + 1));
		for (const index of new Set([above, edge])) {
			const width = Math.min(TILE_WIDTH, units - index * TILE_WIDTH);
			if (width > 0) tiles.push({ level, index, width });
		}
	}
	return tiles;
}

/** Subtrees out of tiles; throws where none of the tiles has what is asked. */
export function nodesOfTiles(
	hash: Hash,
	tiles: readonly { readonly tile: Tile; readonly bytes: Uint8Array }[]
): NodeAt {
	const known = new Map(
		tiles.map(({ tile, bytes }) => [`${String(tile.level)} ${String(tile.index)}`, bytes] as const)
	);
	const hashAt = (level: number, index: number): Uint8Array => {
		const bytes = known.get(`${String(level)} ${String(Math.floor(index / TILE_WIDTH))}`);
		const from = (index % TILE_WIDTH) * HASH_BYTES;
		if (bytes === undefined || bytes.length < from + HASH_BYTES) throw new Error('a tile is missing');
		return bytes.subarray(from, from + HASH_BYTES);
	};
	return (height, index) => {
		const inTile = height % TILE_HEIGHT;
		const level = (height - inTile) / TILE_HEIGHT;
		const rootOver = (depth: number, at: number): Uint8Array =>
			depth === 0
				? hashAt(level, at)
				: nodeHash(hash, rootOver(depth - 1, at * 2), rootOver(depth - 1, at * 2 + 1));
		return rootOver(inTile, index);
	};
}
