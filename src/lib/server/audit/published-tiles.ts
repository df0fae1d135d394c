import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { TILE_WIDTH, tilePath, unitBytes } from '#lib/domain/audit/tiles.ts';
import type { Tile, TilePiece } from '#lib/domain/audit/tiles.ts';
import type { PublishedTiles } from '../app/audit/ports.ts';

async function openIfThere(file: string, flags: string): Promise<FileHandle | undefined> {
	try {
		return await open(file, flags);
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw thrown;
	}
}

/**
 * Tiles in a folder, a file each: a tile that is not full is the beginning of its file. What is written has one right
 * place and one right content, so several workers may write the same at once; what is there is compared, never changed.
 */
export function openPublishedTiles(folder: string): PublishedTiles {
	const fileOf = (tile: Pick<Tile, 'level' | 'index'>): string =>
		path.join(folder, tilePath({ ...tile, width: TILE_WIDTH }));

	/** False: another content is there, or something before it is missing. */
	async function put(piece: TilePiece): Promise<boolean> {
		const file = fileOf(piece);
		let handle = await openIfThere(file, 'r+');
		if (handle === undefined) {
			await mkdir(path.dirname(file), { recursive: true, mode: 0o750 });
			handle = await open(file, 'a+', 0o640);
			await handle.close();
			handle = await open(file, 'r+');
		}
		try {
			const offset = piece.from * unitBytes(piece.level);
			const { size } = await handle.stat();
			if (size < offset) return false;
			const there = Math.min(size - offset, piece.bytes.length);
			const found = Buffer.alloc(there);
			await handle.read(found, 0, there, offset);
			if (!found.equals(piece.bytes.subarray(0, there))) return false;
			if (there === piece.bytes.length) return true;
			await handle.write(piece.bytes, there, piece.bytes.length - there, offset + there);
			await handle.sync();
			return true;
		} finally {
			await handle.close();
		}
	}

	async function published(tile: Tile): Promise<Uint8Array> {
		const handle = await openIfThere(fileOf(tile), 'r');
		if (handle === undefined) return new Uint8Array();
		try {
			const bytes = Buffer.alloc(tile.width * unitBytes(tile.level));
			const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
			return bytes.subarray(0, bytesRead);
		} finally {
			await handle.close();
		}
	}

	return {
		async write(pieces) {
			for (const piece of pieces) if (!(await put(piece))) return piece;
			return undefined;
		},
		published,
		async read(tile) {
			const bytes = await published(tile);
			return bytes.length === tile.width * unitBytes(tile.level) ? bytes : undefined;
		}
	};
}
