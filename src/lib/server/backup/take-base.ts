/** Takes one base: a copy of the running server's files, the WAL that makes it whole, and every object that it names. */
import { existsSync } from 'node:fs';
import { access, constants, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { ExpectedObject, ObjectStore } from '#lib/server/app/storage/ports.ts';
import { syncFolder } from '../storage/disk-object-file.ts';
import { listCluster, packFiles } from './base-pack.ts';
import { MANIFEST_FORMAT, baseIds, manifestName, packName } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { keepObject } from './object-pool.ts';
import { onPlace } from './place.ts';
import type { BackupPlace } from './place.ts';
import { BackupRefused } from './refused.ts';
import { writeSealed } from './sealed-file.ts';
import { ancestorsOf, archivedNames, parseLsn, proveSegment, reachOfWal } from './wal.ts';

/** Held by the connection that takes a base, so that a killed one holds it no longer. */
const LOCK = '7270736902';
const ARCHIVE_PATIENCE_MS = 120_000;

export interface BaseSource {
	/** Of an account that may call pg_backup_start. Its end, whatever came of the base, is the end of the backup. */
	readonly client: pg.Client;
	readonly store: ObjectStore;
	/** What the database names, asked when the copy has ended. */
	readonly objects: () => Promise<readonly ExpectedObject[]>;
	/** Keys and checkpoints that lie in the data folder; undefined: elsewhere, and kept by the office itself. */
	readonly auditFolder: string | undefined;
	readonly say: (vi: string, en: string) => void;
	/** Where a test breaks the run off. */
	readonly reached?: (step: 'copied' | 'archived' | 'kept') => Promise<void>;
}

async function one(client: pg.Client, sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
	const { rows } = await client.query<Record<string, unknown>>(sql, values);
	return rows[0] ?? {};
}

interface Server {
	readonly folder: string;
	readonly systemId: string;
	readonly major: string;
	readonly segmentSize: number;
	readonly timeline: number;
}

export async function systemIdOf(client: pg.Client): Promise<string> {
	const { id } = await one(client, 'SELECT system_identifier::text AS id FROM pg_control_system()');
	return String(id);
}

async function look(client: pg.Client, place: BackupPlace): Promise<Server> {
	const { folder, mode, command, version, size, timeline, spaces } = await one(
		client,
		`SELECT current_setting('data_directory') AS folder, current_setting('archive_mode') AS mode,
		   current_setting('archive_command') AS command, current_setting('server_version_num')::int AS version,
		   (SELECT setting::int FROM pg_settings WHERE name = 'wal_segment_size') AS size,
		   (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
		   (SELECT string_agg(spcname, ', ') FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS spaces`
	);
	if (mode === 'off' || !String(command).includes('archive-wal'))
		throw new BackupRefused('archiving_off', place.root);
	if (typeof spaces === 'string') throw new BackupRefused('tablespaces', spaces);
	try {
		await access(path.join(String(folder), 'global/pg_control'), constants.R_OK);
	} catch (thrown) {
		throw new BackupRefused('server_elsewhere', String(folder), thrown);
	}
	return {
		folder: String(folder),
		systemId: await systemIdOf(client),
		major: String(Math.floor(Number(version) / 10_000)),
		segmentSize: Number(size),
		timeline: Number(timeline)
	};
}

/** Waits for the segments from the beginning to the end of the copy, and reads each of them. */
async function untilArchived(place: BackupPlace, server: Server, start: bigint, stop: bigint): Promise<void> {
	const size = BigInt(server.segmentSize);
	const deadline = performance.now() + ARCHIVE_PATIENCE_MS;
	for (;;) {
		const names = await archivedNames(place);
		const ancestors = await ancestorsOf(place, names, server.timeline);
		const reach = reachOfWal(ancestors, start / size, server.segmentSize, names);
		if (reach.last >= (stop - 1n) / size) {
			for (const name of reach.names.slice(0, Number((stop - 1n) / size - start / size) + 1))
				await proveSegment(place, name);
			return;
		}
		if (performance.now() > deadline)
			throw new BackupRefused('archiving_stuck', reach.gap ?? `${String(reach.last + 1n)}`);
		await pause(250);
	}
}

async function freshId(place: BackupPlace, began: Date): Promise<string> {
	const id = `${began.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
	const taken = new Set(await baseIds(place));
	for (let number = 2; ; number++) {
		const able = number === 2 ? id : `${id}-${number - 1}`;
		if (!taken.has(able)) return able;
	}
}

/** What broken-off runs left. Drafts of other processes, which may be at work, go after an hour. */
async function dropUnfinished(place: BackupPlace): Promise<void> {
	for (const folder of [place.bases, place.wal, place.objects]) {
		for (const entry of await readdir(folder, { withFileTypes: true, recursive: folder === place.objects })) {
			if (!entry.name.endsWith('.unfinished')) continue;
			const left = path.join(entry.parentPath, entry.name);
			if (folder !== place.bases && (await lstat(left)).mtimeMs > Date.now() - 3_600_000) continue;
			await rm(left, { recursive: true, force: true });
		}
	}
}

async function auditFiles(folder: string | undefined): Promise<string[]> {
	if (folder === undefined || !existsSync(folder)) return [];
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

export interface BaseTaken {
	readonly manifest: Manifest;
	/** Objects that were copied now. */
	readonly copied: number;
}

/** Takes a base and gives its manifest. Whatever breaks it off leaves the former ones as they were. */
export async function takeBase(place: BackupPlace, source: BaseSource): Promise<BaseTaken> {
	const { client } = source;
	const { free } = await one(client, 'SELECT pg_try_advisory_lock($1) AS free', [LOCK]);
	if (free !== true) throw new BackupRefused('already_running');
	const server = await look(client, place);
	if (server.systemId !== place.systemId) throw new BackupRefused('place_of_other', place.root);
	const { began } = await one(client, 'SELECT clock_timestamp() AS began');
	const id = await onPlace(place.root, async () => {
		await dropUnfinished(place);
		return freshId(place, began as Date);
	});
	const unfinished = path.join(place.bases, `${id}.unfinished`);
	try {
		return await onPlace(place.root, () =>
			copy(place, source, server, { id, began: began as Date, unfinished })
		);
	} catch (thrown) {
		try {
			await rm(unfinished, { recursive: true, force: true });
		} catch (unremoved) {
			// The place is gone; the next run sweeps what lies there.
			if (!(unremoved instanceof Error)) throw unremoved;
		}
		throw thrown;
	}
}

async function copy(
	place: BackupPlace,
	source: BaseSource,
	server: Server,
	{ id, began, unfinished }: { readonly id: string; readonly began: Date; readonly unfinished: string }
): Promise<BaseTaken> {
	const { client, say } = source;
	await mkdir(unfinished, { mode: 0o700 });
	const { start } = await one(client, 'SELECT pg_backup_start($1, fast => true)::text AS start', [id]);
	const { files: names, folders } = await listCluster(server.folder);
	const audit = await auditFiles(source.auditFolder);
	const files: Manifest['files'] = [];
	let bytes = 0;
	const packed = (file: Manifest['files'][number]): void => {
		files.push(file);
		bytes += file.size;
		if (files.length % 500 === 0)
			say(`đã chép ${files.length}/${names.length} tệp`, `${files.length}/${names.length} files copied`);
	};
	async function* all(): AsyncGenerator<Buffer> {
		yield* packFiles(server.folder, 'postgres/', names, packed);
		if (source.auditFolder !== undefined) yield* packFiles(source.auditFolder, 'audit/', audit, packed);
	}
	await writeSealed(path.join(unfinished, 'files'), packName(id), all(), place.key);
	await source.reached?.('copied');
	// Not waited for by the server: a place that is full is told to whoever runs this, not hung on.
	const { stop, label } = await one(
		client,
		`SELECT lsn::text AS stop, labelfile AS label FROM pg_backup_stop(wait_for_archive => false)`
	);
	const { ended, migrations } = await one(
		client,
		`SELECT clock_timestamp() AS ended, (SELECT coalesce(json_agg(json_build_object('name', migration_name, 'checksum', checksum) ORDER BY migration_name), '[]')
		   FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS migrations`
	);
	await client.query('SELECT pg_switch_wal()');
	const stopLsn = String(stop);
	await untilArchived(place, server, parseLsn(String(start)), parseLsn(stopLsn));
	await source.reached?.('archived');
	const kept = await keepAll(place, source);
	await source.reached?.('kept');
	const made: Manifest = {
		...{ format: MANIFEST_FORMAT, id, systemId: server.systemId, major: server.major },
		...{ timeline: timelineOf(String(label)), segmentSize: server.segmentSize },
		...{ startLsn: String(start), stopLsn, label: String(label), bytes, files },
		...{ beganAt: began.toISOString(), endedAt: (ended as Date).toISOString() },
		folders: folders.map((folder) => `postgres/${folder}`),
		migrations: migrations as Manifest['migrations'],
		...{ objects: kept.objects, faults: kept.faults }
	};
	await writeSealed(
		path.join(unfinished, 'manifest'),
		manifestName(id),
		[Buffer.from(JSON.stringify(made), 'utf8')],
		place.key
	);
	await rename(unfinished, path.join(place.bases, id));
	await syncFolder(place.bases);
	return { manifest: made, copied: kept.copied };
}

function timelineOf(label: string): number {
	return Number(/^START TIMELINE: (\d+)$/m.exec(label)?.[1] ?? '1');
}

async function keepAll(
	place: BackupPlace,
	{ store, objects: named, say }: BaseSource
): Promise<Pick<Manifest, 'objects' | 'faults'> & { readonly copied: number }> {
	const objects: Manifest['objects'] = [];
	const faults: Manifest['faults'] = [];
	let copied = 0;
	const all = await named();
	for (const object of all) {
		const { objectKey: key, size, sha256 } = object;
		const state = await keepObject(place, store, object);
		if (state === 'kept' && ++copied % 100 === 0)
			say(`đã chép ${copied} đối tượng`, `${copied} objects copied`);
		if (state === 'kept' || state === 'there') objects.push({ key, size, sha256 });
		else faults.push({ key, state });
	}
	return { objects, faults, copied };
}
