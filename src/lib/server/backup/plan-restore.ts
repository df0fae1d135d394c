/** What is restored from what, decided and checked before a byte is written. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { baseIds, readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import type { BackupPlace } from './place.ts';
import { BackupRefused } from './refused.ts';
import {
	ancestorsOf,
	archivedNames,
	parseLsn,
	proveSegment,
	reachOfWal,
	segmentName,
	timelineAt
} from './wal.ts';
import type { Ancestor, WalReach } from './wal.ts';

export interface RestoreWish {
	/** Up to and with what was committed at this instant; undefined: everything. */
	readonly to: Date | undefined;
	/** A certain base; undefined: the last that fits. */
	readonly base: string | undefined;
	/** A timeline that an earlier restore has left; undefined: the one of that instant. */
	readonly timeline: number | undefined;
}

export interface RestorePlan {
	readonly manifest: Manifest;
	readonly timeline: number;
	readonly reach: WalReach;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant with its time zone: without one nobody knows which hour is meant. */
export function parseInstant(text: string): Date {
	const instant = new Date(text);
	if (!INSTANT.test(text) || Number.isNaN(instant.getTime()))
		throw new BackupRefused('instant_unreadable', text);
	return instant;
}

const liesOn = (ancestors: readonly Ancestor[], { timeline, stopLsn }: Manifest): boolean =>
	ancestors.some(
		(one) => one.timeline === timeline && (one.until === undefined || parseLsn(stopLsn) <= one.until)
	);

const byPosition = (a: Manifest, b: Manifest): number => (parseLsn(a.stopLsn) < parseLsn(b.stopLsn) ? -1 : 1);

async function chooseBase(
	place: BackupPlace,
	ancestors: readonly Ancestor[],
	{ to, base }: RestoreWish
): Promise<Manifest> {
	const ids = await baseIds(place);
	if (ids.length === 0) throw new BackupRefused('no_base', place.root);
	if (base !== undefined) {
		if (!ids.includes(base)) throw new BackupRefused('base_unknown', base);
		const chosen = await readManifest(place, base);
		if (!liesOn(ancestors, chosen)) throw new BackupRefused('base_abandoned', base);
		if (to !== undefined && to < new Date(chosen.endedAt))
			throw new BackupRefused('instant_too_early', chosen.endedAt);
		return chosen;
	}
	const all = await Promise.all(ids.map((id) => readManifest(place, id)));
	const able = all.filter((one) => liesOn(ancestors, one)).sort(byPosition);
	const [first] = able;
	if (first === undefined) throw new BackupRefused('base_abandoned', ids.at(-1) ?? '');
	const chosen = able.findLast(({ endedAt }) => to === undefined || new Date(endedAt) <= to);
	if (chosen === undefined) throw new BackupRefused('instant_too_early', first.endedAt);
	return chosen;
}

/** Migrations of this code: name and checksum, as the database records them. */
export async function knownMigrations(folder: string): Promise<ReadonlyMap<string, string>> {
	const entries = await readdir(folder, { withFileTypes: true });
	return new Map(
		await Promise.all(
			entries
				.filter((entry) => entry.isDirectory())
				.map(async ({ name }): Promise<[string, string]> => {
					const text = await readFile(path.join(folder, name, 'migration.sql'));
					return [name, createHash('sha256').update(text).digest('hex')];
				})
		)
	);
}

/** Refuses data that a newer or another version of the code has made. */
export function checkMigrations(applied: Manifest['migrations'], known: ReadonlyMap<string, string>): void {
	for (const { name, checksum } of applied) {
		const mine = known.get(name);
		if (mine === undefined) throw new BackupRefused('newer_schema', name);
		if (mine !== checksum) throw new BackupRefused('other_schema', name);
	}
}

export interface Restorer {
	/** Major version of the server that will replay. */
	readonly major: string;
	readonly migrations: ReadonlyMap<string, string>;
	readonly now: Date;
	readonly say: (vi: string, en: string) => void;
}

/** Chooses the base, reads every segment of WAL that is needed, and refuses whatever would not come out whole. */
export async function planRestore(
	place: BackupPlace,
	wish: RestoreWish,
	{ major, migrations, now, say }: Restorer
): Promise<RestorePlan> {
	if (wish.to !== undefined && wish.to > now)
		throw new BackupRefused('instant_future', wish.to.toISOString());
	const names = await archivedNames(place);
	const timeline = wish.timeline ?? (await timelineAt(place, names, wish.to));
	const ancestors = await ancestorsOf(place, names, timeline);
	const manifest = await chooseBase(place, ancestors, wish);
	if (manifest.major !== major) throw new BackupRefused('other_major', manifest.major);
	checkMigrations(manifest.migrations, migrations);
	const size = BigInt(manifest.segmentSize);
	const start = parseLsn(manifest.startLsn) / size;
	const stop = (parseLsn(manifest.stopLsn) - 1n) / size;
	const reach = reachOfWal(ancestors, start, manifest.segmentSize, names);
	if (reach.last < stop)
		throw new BackupRefused(
			'wal_missing',
			reach.gap ?? segmentName(manifest.timeline, reach.last + 1n, manifest.segmentSize)
		);
	if (reach.gap !== undefined && wish.to === undefined) throw new BackupRefused('wal_gap', reach.gap);
	say(`đang đọc ${reach.names.length} đoạn nhật ký ghi trước`, `reading ${reach.names.length} WAL segments`);
	for (const name of reach.names) await proveSegment(place, name);
	return { manifest, timeline, reach };
}
