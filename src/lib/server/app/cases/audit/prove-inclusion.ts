import { consistencyProof, inclusionProof } from '#lib/domain/audit/proofs.ts';
import { nodesOfTiles, tilesOfProof } from '#lib/domain/audit/tiles.ts';
import type { NodeAt } from '#lib/domain/audit/proofs.ts';
import type { App } from '../../ports.ts';
import type { CheckpointBook } from '../../audit/ports.ts';
import { treeHash } from './tree-hash.ts';

const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

/** Subtrees around a leaf out of the published tiles; undefined where those are behind the checkpoint. */
async function nodesAround(
	app: App,
	{ tiles }: CheckpointBook,
	leaf: number,
	size: number
): Promise<NodeAt | undefined> {
	const read: Parameters<typeof nodesOfTiles>[1][number][] = [];
	for (const tile of tilesOfProof(leaf, size)) {
		const bytes = await tiles.read(tile);
		if (bytes === undefined) return undefined;
		read.push({ tile, bytes });
	}
	return nodesOfTiles(treeHash(app), read);
}

/**
 * The proof that the entry at a position is in the log (C2SP tlog-proof), up to the newest checkpoint, and that this one
 * continues an earlier one of size `since`. Undefined while no checkpoint covers the position.
 */
export async function proveInclusion(
	app: App,
	position: bigint,
	since: number
): Promise<
	{ readonly text: string; readonly since: readonly string[]; readonly keys: readonly string[] } | undefined
> {
	const book = app.checkpoints;
	const newest = await book?.newest();
	if (book === undefined || newest === undefined || newest.checkpoint.size < position) return undefined;
	const size = Number(newest.checkpoint.size);
	const index = Number(position) - 1;
	const around = await nodesAround(app, book, index, size);
	const before = since === 0 ? undefined : await nodesAround(app, book, since - 1, size);
	if (around === undefined || (before === undefined && since > 0)) return undefined;
	const hash = treeHash(app);
	const lines = inclusionProof(hash, around, index, size).map(base64);
	return {
		text: ['c2sp.org/tlog-proof@v1', `index ${String(index)}`, ...lines, '', newest.text].join('\n'),
		since: before === undefined ? [] : consistencyProof(hash, before, since, size).map(base64),
		keys: book.verifierKeys(newest.checkpoint.logId)
	};
}
