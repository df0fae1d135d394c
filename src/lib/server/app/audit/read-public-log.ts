import { isPublishedAt, parseTilePath } from '#lib/domain/audit/tiles.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import type { NewestCheckpoint } from './ports.ts';

export interface PublicLog {
	readonly newest: NewestCheckpoint;
	/** As signed notes write them, the one that signs now first. */
	readonly keys: readonly string[];
}

/** What the log says of itself to everybody. Refuses `not_found` where nothing is signed yet. */
export async function readPublicLog({ app }: Pick<Context, 'app'>): Promise<Result<PublicLog>> {
	const newest = await app.checkpoints?.newest();
	if (app.checkpoints === undefined || newest === undefined) return refuse('not_found');
	return ok({ newest, keys: app.checkpoints.verifierKeys(newest.checkpoint.logId) });
}

/** A tile or a bundle by its address (C2SP tlog-tiles). Refuses `not_found` for what no checkpoint covers. */
export async function readTile({ app }: Pick<Context, 'app'>, address: string): Promise<Result<Uint8Array>> {
	const tile = parseTilePath(`tile/${address}`);
	if (tile === undefined) return refuse('not_found');
	const newest = await app.checkpoints?.newest();
	if (newest === undefined || !isPublishedAt(tile, Number(newest.checkpoint.size)))
		return refuse('not_found');
	const bytes = await app.checkpoints?.tiles.read(tile);
	return bytes === undefined ? refuse('not_found') : ok(bytes);
}
