import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { baseIds, readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { dropObjects } from './object-pool.ts';
import { onPlace } from './place.ts';
import type { BackupPlace } from './place.ts';
import { dropWalBefore, parseLsn, segmentName } from './wal.ts';

export interface Keep {
	/** So many bases stay, however old. */
	readonly count: number;
	/** And each for so many days. */
	readonly days: number;
}

const DAY_MS = 86_400_000;

/**
 * Which of these bases go: beyond the number and beyond the days. The order is that of the WAL, so that a clock that
 * was set back makes no new base an old one; one that claims to be of tomorrow stays.
 */
export function basesToDrop<B extends Pick<Manifest, 'id' | 'stopLsn' | 'timeline' | 'endedAt'>>(
	bases: readonly B[],
	{ count, days }: Keep,
	now: Date
): B[] {
	return [...bases]
		.sort((a, b) => b.timeline - a.timeline || (parseLsn(b.stopLsn) > parseLsn(a.stopLsn) ? 1 : -1))
		.slice(Math.max(count, 1))
		.filter(({ endedAt }) => now.getTime() - new Date(endedAt).getTime() > days * DAY_MS);
}

export interface Dropped {
	readonly bases: readonly string[];
	readonly segments: number;
	readonly objects: number;
}

/** Drops old bases, and then WAL and objects that none of the kept ones needs. Only after a new base is finished. */
export async function dropOld(
	place: BackupPlace,
	keep: Keep,
	{ now, named }: { readonly now: Date; readonly named: readonly string[] }
): Promise<Dropped> {
	return onPlace(place.root, async () => {
		const bases = await Promise.all((await baseIds(place)).map((id) => readManifest(place, id)));
		const old = basesToDrop(bases, keep, now);
		for (const { id } of old) {
			// Out of the list first: half a base is none.
			const going = path.join(place.bases, `${id}.unfinished`);
			await rename(path.join(place.bases, id), going);
			await rm(going, { recursive: true, force: true });
		}
		const kept = bases.filter((base) => !old.includes(base));
		const begins = kept.map(({ startLsn }) => parseLsn(startLsn)).sort((a, b) => (a < b ? -1 : 1));
		const [first] = begins;
		if (first === undefined) return { bases: [], segments: 0, objects: 0 };
		const { segmentSize } = kept[0] ?? { segmentSize: 1 };
		const oldest = segmentName(1, first / BigInt(segmentSize), segmentSize);
		const began = Math.min(...kept.map(({ beganAt }) => new Date(beganAt).getTime()));
		return {
			bases: old.map(({ id }) => id),
			segments: await dropWalBefore(place, oldest),
			objects: await dropObjects(
				place,
				new Set([...named, ...kept.flatMap(({ objects }) => objects.map(({ sha256 }) => sha256))]),
				// A day of grace, should the clock have gone back since.
				new Date(began - DAY_MS)
			)
		};
	});
}
