/** Builds a cluster out of a base and the WAL, lets the server replay it, and puts back what it names. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { ExpectedObject, ObjectStore } from '../../lib/server/app/storage/ports.ts';
import { unpackFiles } from '../../lib/server/backup/base-pack.ts';
import { packName, packOf } from '../../lib/server/backup/manifest.ts';
import { giveBack, stateOfCopy } from '../../lib/server/backup/object-pool.ts';
import type { BackupPlace } from '../../lib/server/backup/place.ts';
import { checkMigrations } from '../../lib/server/backup/plan-restore.ts';
import type { RestorePlan } from '../../lib/server/backup/plan-restore.ts';
import { BackupRefused } from '../../lib/server/backup/refused.ts';
import { readSealed } from '../../lib/server/backup/sealed-file.ts';
import { archiveSegment, historyName, isSegment, parseHistory, sayLsn } from '../../lib/server/backup/wal.ts';
import { CannotStart } from '../cannot-start.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import type { EmbeddedPostgres } from '../embedded-postgres.ts';
import { DATABASE } from '../postgres/provision.ts';
import { chooseRunAs, giveFolder } from '../postgres/run-as.ts';
import type { BackupSettings } from '../settings.ts';
import { recoverySettings } from './archiving.ts';

/** A replay of a week of WAL takes its time. */
const REPLAY_PATIENCE_MS = 12 * 3_600_000;

export interface Replayed {
	readonly server: EmbeddedPostgres;
	/** Where the cluster lies until it counts. */
	readonly folder: string;
	/** Timeline of the restored server. */
	readonly timeline: number;
	/** When the last transaction that was replayed was committed; undefined: there was none after the base. */
	readonly reached: Date | undefined;
}

export async function checkTarget(folder: string, bytes: number): Promise<void> {
	const names = existsSync(folder) ? await readdir(folder) : [];
	const ours = new Set(['postgres.restoring', 'audit.restoring', 'restore.log']);
	if (names.some((name) => !ours.has(name))) throw new BackupRefused('target_not_empty', folder);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const { bavail, bsize } = await statfs(folder);
	const needed = bytes * 1.2 + 256 * 1024 * 1024;
	if (bavail * bsize < needed) throw new BackupRefused('target_small', `${Math.ceil(needed / 2 ** 20)} MiB`);
}

/** Unpacks the base and replays the WAL up to where the wish goes. The server runs when this resolves. */
export async function replay(
	place: BackupPlace,
	plan: RestorePlan,
	{
		to,
		target,
		backup
	}: { readonly to: Date | undefined; readonly target: string; readonly backup: BackupSettings }
): Promise<Replayed> {
	const { manifest } = plan;
	const unpacked = path.join(target, 'unpacking');
	const folder = path.join(target, 'postgres.restoring');
	for (const left of [unpacked, folder, path.join(target, 'audit.restoring')])
		await rm(left, { recursive: true, force: true });
	await mkdir(unpacked, { mode: 0o700 });
	await unpackFiles(
		readSealed(packOf(place, manifest.id), packName(manifest.id), place.key),
		manifest,
		unpacked
	);
	await rename(path.join(unpacked, 'postgres'), folder);
	if (existsSync(path.join(unpacked, 'audit')))
		await rename(path.join(unpacked, 'audit'), path.join(target, 'audit.restoring'));
	await rm(unpacked, { recursive: true });
	await writeFile(path.join(folder, 'backup_label'), manifest.label, { mode: 0o600 });
	await writeFile(path.join(folder, 'recovery.signal'), '', { mode: 0o600 });
	await makeConfigured(folder);
	// A server of the office asks for passwords; this one is reached through a folder that nobody else enters.
	const entrance = path.join(folder, 'replay_hba.conf');
	await writeFile(entrance, 'local all all trust\n');
	await giveFolder(folder, await chooseRunAs());
	const logFile = path.join(target, 'restore.log');
	await rm(logFile, { force: true });
	const server = await startReplay(folder, logFile, {
		...recoverySettings(backup, { timeline: plan.timeline, to }),
		hba_file: entrance
	});
	await rm(entrance);
	try {
		const timeline = await timelineOf(server);
		const left = parseHistory(
			await readFile(path.join(folder, 'pg_wal', historyName(timeline)), 'utf8'),
			historyName(timeline)
		).at(-1);
		const last = left?.until ?? 0n;
		if (to === undefined && (last - 1n) / BigInt(manifest.segmentSize) < plan.reach.last)
			throw new BackupRefused('wal_stopped_early', sayLsn(last));
		return { server, folder, timeline, reached: lastReplayed(await readFile(logFile, 'utf8')) };
	} catch (thrown) {
		await server.stop();
		throw thrown;
	}
}

/** A server whose settings lie outside its data folder (as Debian has it) is given plain ones to be replayed with. */
async function makeConfigured(folder: string): Promise<void> {
	const plain = { 'postgresql.conf': '', 'pg_hba.conf': 'local all all trust\n', 'pg_ident.conf': '' };
	for (const [name, text] of Object.entries(plain)) {
		if (!existsSync(path.join(folder, name))) await writeFile(path.join(folder, name), text, { mode: 0o600 });
	}
}

async function startReplay(
	clusterFolder: string,
	logFile: string,
	settings: Record<string, string>
): Promise<EmbeddedPostgres> {
	try {
		return await startEmbeddedPostgres({
			clusterFolder,
			logFile,
			settings,
			startPatienceMs: REPLAY_PATIENCE_MS
		});
	} catch (thrown) {
		if (!(thrown instanceof CannotStart)) throw thrown;
		const log = existsSync(logFile) ? await readFile(logFile, 'utf8') : '';
		if (log.includes('recovery ended before configured recovery target was reached'))
			throw new BackupRefused('instant_too_late', lastReplayed(log)?.toISOString() ?? '?', thrown);
		const said = log.split('\n').findLast((line) => /FATAL|PANIC|✖/.test(line)) ?? thrown.en;
		throw new BackupRefused('recovery_failed', said.trim(), thrown);
	}
}

function lastReplayed(log: string): Date | undefined {
	const [, at] =
		/last completed transaction was at log time (\S+ \S+)/.exec(log) ??
		/recovery stopping (?:before|after) commit of transaction \d+, time (\S+ \S+)/.exec(log) ??
		[];
	return at === undefined ? undefined : new Date(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}

async function timelineOf(server: EmbeddedPostgres): Promise<number> {
	const [row] = await askRows(
		server,
		'SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline'
	);
	return Number.parseInt(String(row?.['timeline']), 16);
}

export async function askRows(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({
		connectionString: server.url('postgres', DATABASE),
		application_name: 'chuan-restore'
	});
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
}

/** The replay may have brought migrations that the base did not have yet. */
export async function checkReplayed(
	server: EmbeddedPostgres,
	known: ReadonlyMap<string, string>
): Promise<void> {
	const rows = await askRows(
		server,
		'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL'
	);
	checkMigrations(
		rows.map(({ name, checksum }) => ({ name: String(name), checksum: String(checksum) })),
		known
	);
}

export interface ObjectsCompared {
	/** Named by the data, and neither in the store nor sound in the backup place. */
	readonly lacking: readonly { readonly key: string; readonly state: 'missing' | 'damaged' }[];
	/** In the store, and named by nothing. */
	readonly extra: readonly string[];
	/** To be put back from the backup place. */
	readonly toGive: readonly ExpectedObject[];
}

/** Compares what the data name with the store and with the place: an exact list, whatever their times are. */
export async function compareObjects(
	place: BackupPlace,
	store: ObjectStore,
	named: readonly ExpectedObject[],
	isSound: (object: ExpectedObject) => Promise<boolean>
): Promise<ObjectsCompared> {
	const lacking: { key: string; state: 'missing' | 'damaged' }[] = [];
	const toGive: ExpectedObject[] = [];
	for (const object of named) {
		if (await isSound(object)) continue;
		const state = await stateOfCopy(place, object);
		if (state === 'sound') toGive.push(object);
		else lacking.push({ key: object.objectKey, state });
	}
	const known = new Set(named.map(({ objectKey }) => objectKey));
	const extra: string[] = [];
	for (let cursor: string | null | undefined; cursor !== null;) {
		const page = await store.list('', cursor === undefined ? {} : { cursor });
		if (!page.ok) throw new Error(`object store: ${page.refusal.code}`);
		extra.push(...page.value.objects.map(({ key }) => key).filter((key) => !known.has(key)));
		cursor = page.value.next;
	}
	return { lacking, extra, toGive };
}

export async function giveAll(
	place: BackupPlace,
	store: ObjectStore,
	objects: readonly ExpectedObject[]
): Promise<void> {
	for (const object of objects) await giveBack(place, store, object);
}

/**
 * Makes the restored data those of the portal: the WAL that the restored server has begun joins the place, so that
 * backups go on without a gap, and the folders get their names.
 */
export async function settle(
	place: BackupPlace,
	{ server, folder, timeline }: Replayed,
	target: string
): Promise<void> {
	await server.stop();
	const wal = path.join(folder, 'pg_wal');
	const history = historyName(timeline);
	await archiveSegment(place, path.join(wal, history), history);
	const own: string[] = [];
	for (const name of (await readdir(wal)).sort()) {
		if (!name.startsWith(history.slice(0, 8)) || name === history) continue;
		if (await isSegment(place, path.join(wal, name), name)) own.push(name);
	}
	// The last one is not full yet: the portal goes on in it.
	for (const name of own.slice(0, -1)) await archiveSegment(place, path.join(wal, name), name);
	if (existsSync(path.join(target, 'audit.restoring')))
		await rename(path.join(target, 'audit.restoring'), path.join(target, 'audit'));
	await rename(folder, path.join(target, 'postgres'));
}
