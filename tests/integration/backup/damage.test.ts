/** Every kind of damage is refused by name, before anything is written. */
import {
	cp,
	mkdir,
	mkdtemp,
	open,
	readFile,
	readdir,
	rename,
	rm,
	stat,
	symlink,
	truncate,
	writeFile
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkTarget, compareObjects } from '../../../src/cli/backup/restore-portal.ts';
import { POSTGRES_MAJOR } from '../../../src/cli/postgres/binaries.ts';
import { unpackFiles } from '../../../src/lib/server/backup/base-pack.ts';
import { baseIds, packName, packOf, readManifest } from '../../../src/lib/server/backup/manifest.ts';
import { openPlace, preparePlace, readBackupKey } from '../../../src/lib/server/backup/place.ts';
import { knownMigrations, parseInstant, planRestore } from '../../../src/lib/server/backup/plan-restore.ts';
import type { RestoreWish } from '../../../src/lib/server/backup/plan-restore.ts';
import type { BackupRefusal } from '../../../src/lib/server/backup/refused.ts';
import { readSealed } from '../../../src/lib/server/backup/sealed-file.ts';
import { takeBase } from '../../../src/lib/server/backup/take-base.ts';
import { archiveSegment, fetchSegment } from '../../../src/lib/server/backup/wal.ts';
import { backedUpPortal } from '../../support/backed-up-portal.ts';
import type { BackedUpPortal } from '../../support/backed-up-portal.ts';
import { endServer } from '../../support/server-process.ts';
import { root } from '../../support/source-files.ts';

let portal: BackedUpPortal;
let first: string;
let second: string;
let segments: string[];
let migrations: ReadonlyMap<string, string>;
let file: Awaited<ReturnType<BackedUpPortal['addFile']>>;

const quiet = (): void => undefined;
async function connected(): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: portal.server.url('postgres', 'chuan') });
	await client.connect();
	return client;
}

async function take(
	more: Partial<Parameters<typeof takeBase>[1]> = {}
): Promise<Awaited<ReturnType<typeof takeBase>>> {
	const client = await connected();
	try {
		return await takeBase(portal.place, {
			...{ client, store: portal.app.store, auditFolder: undefined, say: quiet },
			objects: () => portal.app.db.read.objectChecks.all(),
			...more
		});
	} finally {
		await client.end();
	}
}

beforeAll(async () => {
	portal = await backedUpPortal({ encrypted: true });
	file = await portal.addFile();
	migrations = await knownMigrations(path.join(root, 'prisma/migrations'));
	first = (await take()).manifest.id;
	await portal.act();
	second = (await take()).manifest.id;
	for (let number = 0; number < 3; number++) {
		await portal.act();
		await portal.archived();
	}
	segments = (await readdir(portal.place.wal)).filter((name) => /^[0-9A-F]{24}$/.test(name)).sort();
});
afterAll(() => portal.close());

/** A copy of the place that a test may spoil. */
let spoilt: string;
beforeEach(async () => {
	spoilt = path.join(await mkdtemp(path.join(os.tmpdir(), 'chuan-damage-')), 'place');
	await cp(portal.place.root, spoilt, { recursive: true, preserveTimestamps: true });
});
afterEach(() => rm(path.dirname(spoilt), { recursive: true, force: true }));

const NEWEST: RestoreWish = { to: undefined, base: undefined, timeline: undefined };
const at = (...names: string[]): string => path.join(spoilt, ...names);
const manifest = (): string => at('bases', second, 'manifest');
const pack = (): string => at('bases', second, 'files');
const segment = (number: number): string => at('wal', segments.at(number) ?? '');

async function alter(target: string, position = -40): Promise<void> {
	const handle = await open(target, 'r+');
	const byte = Buffer.alloc(1);
	const where = position < 0 ? (await handle.stat()).size + position : position;
	await handle.read(byte, 0, 1, where);
	byte[0] = (byte[0] ?? 0) ^ 0x40;
	await handle.write(byte, 0, 1, where);
	await handle.close();
}
const shorten = async (target: string): Promise<void> => truncate(target, (await stat(target)).size - 7);
const lengthen = async (target: string): Promise<void> => writeFile(target, 'x', { flag: 'a' });

/** All that a restore reads before the server starts. */
async function readAll(
	wish: RestoreWish = NEWEST,
	restorer: Partial<Parameters<typeof planRestore>[2]> = {},
	keyFile: string | undefined = portal.backup.keyFile
): Promise<void> {
	const place = await openPlace(spoilt, await readBackupKey(keyFile));
	const usual = { major: POSTGRES_MAJOR, migrations, now: new Date(), say: quiet };
	const plan = await planRestore(place, wish, { ...usual, ...restorer });
	const source = readSealed(packOf(place, plan.manifest.id), packName(plan.manifest.id), place.key);
	await unpackFiles(source, plan.manifest, at('..', 'unpacked'));
}

it('restores from what is whole', async () => {
	await expect(readAll()).resolves.toBeUndefined();
	await expect(readAll({ ...NEWEST, base: first })).rejects.toThrow('EEXIST');
});

type Case = readonly [name: string, code: BackupRefusal, spoil: () => Promise<unknown>];
const damages: readonly Case[] = [
	['the place is not there', 'place_missing', () => rm(spoilt, { recursive: true })],
	[
		'the place is an empty folder',
		'no_base',
		() => rm(spoilt, { recursive: true }).then(() => mkdir(spoilt))
	],
	['the folder is something else', 'place_foreign', () => rm(at('place.json'))],
	['the label of the place is cut off', 'place_format', () => shorten(at('place.json'))],
	[
		'the place is of a newer version',
		'place_format',
		async () => {
			const text = await readFile(at('place.json'), 'utf8');
			await writeFile(at('place.json'), text.replace('backup-place/1', 'backup-place/2'));
		}
	],
	['there is no base', 'no_base', () => rm(at('bases'), { recursive: true }).then(() => mkdir(at('bases')))],
	['the folder of the bases is gone', 'place_gone', () => rm(at('bases'), { recursive: true })],
	['the folder of the WAL is gone', 'place_gone', () => rm(at('wal'), { recursive: true })],
	['the manifest is missing', 'file_missing', () => rm(manifest())],
	['the manifest is cut off', 'file_truncated', () => shorten(manifest())],
	['the manifest is empty', 'file_foreign', () => truncate(manifest(), 0)],
	['a byte of the manifest is altered', 'file_altered', () => alter(manifest())],
	['the manifest says that it is not encrypted', 'file_altered', () => alter(manifest(), 8)],
	['the manifest is overwritten', 'file_foreign', () => writeFile(manifest(), '{"format":"chuan.backup/1"}')],
	[
		'the manifest is that of another base',
		'file_altered',
		() => cp(at('bases', first, 'manifest'), manifest())
	],
	['something follows the manifest', 'file_trailing', () => lengthen(manifest())],
	[
		'a base is under the name of another',
		'file_altered',
		() => rename(at('bases', first), at('bases', '20300101T000000Z'))
	],
	['the files of the base are missing', 'file_missing', () => rm(pack())],
	['the files of the base are cut off', 'file_truncated', () => shorten(pack())],
	['a byte of the files is altered', 'file_altered', () => alter(pack(), 5_000)],
	['the files are those of another base', 'file_altered', () => cp(at('bases', first, 'files'), pack())],
	['a segment in the middle of the WAL is missing', 'wal_gap', () => rm(segment(-2))],
	['a segment is cut off', 'file_truncated', () => shorten(segment(-1))],
	['a byte of a segment is altered', 'file_altered', () => alter(segment(-1))],
	['a segment is under the name of another', 'file_altered', () => cp(segment(-1), segment(-2))],
	[
		'a segment is of a timeline that nothing tells of',
		'history_missing',
		() => cp(segment(-1), at('wal', '000000020000000000000009'))
	]
];

describe('a restore is refused when', () => {
	it.each(damages)('%s', async (_name, code, spoil) => {
		await spoil();
		await expect(readAll()).rejects.toMatchObject({ name: 'BackupRefused', code });
	});

	it('the WAL of the base itself is missing', async () => {
		const place = await openPlace(spoilt, portal.place.key);
		const { startLsn } = await readManifest(place, second);
		const name = segments.find((one) => one.endsWith(startLsn.slice(2, -6).padStart(8, '0'))) ?? '';
		await rm(at('wal', name));
		await expect(readAll()).rejects.toMatchObject({ code: 'wal_missing' });
	});

	it('the key is missing, another, or none', async () => {
		await expect(readAll(NEWEST, {}, '')).rejects.toMatchObject({ code: 'key_missing' });
		const other = at('..', 'other.key');
		await writeFile(other, Buffer.alloc(32, 7).toString('base64'));
		await expect(readAll(NEWEST, {}, other)).rejects.toMatchObject({ code: 'key_wrong' });
		await writeFile(other, 'short');
		await expect(readAll(NEWEST, {}, other)).rejects.toMatchObject({ code: 'key_unreadable' });
	});

	it('the server or the code is another one', async () => {
		await expect(readAll(NEWEST, { major: '19' })).rejects.toMatchObject({ code: 'other_major' });
		const [last = ''] = [...migrations.keys()].sort().reverse();
		const older = new Map([...migrations].filter(([name]) => name !== last));
		await expect(readAll(NEWEST, { migrations: older })).rejects.toMatchObject({ code: 'newer_schema' });
		const changed = new Map([...migrations, [last, 'x']] as const);
		await expect(readAll(NEWEST, { migrations: changed })).rejects.toMatchObject({ code: 'other_schema' });
	});

	it('the instant has no base, has not come, or cannot be read', async () => {
		const to = (instant: Date): RestoreWish => ({ ...NEWEST, to: instant });
		await expect(readAll(to(new Date(0)))).rejects.toMatchObject({ code: 'instant_too_early' });
		await expect(readAll(to(new Date(Date.now() + 60_000)))).rejects.toMatchObject({
			code: 'instant_future'
		});
		expect(() => parseInstant('2026-11-30 10:15')).toThrow('cannot be read');
		expect(() => parseInstant('2026-13-30T10:15:00+07:00')).toThrow('cannot be read');
		expect(parseInstant('2026-11-30T10:15:07+07:00').toISOString()).toBe('2026-11-30T03:15:07.000Z');
		await expect(readAll({ ...NEWEST, base: 'x' })).rejects.toMatchObject({ code: 'base_unknown' });
	});

	it('the target holds something', async () => {
		await expect(checkTarget(spoilt, 1)).rejects.toMatchObject({ code: 'target_not_empty' });
		await expect(checkTarget(at('..', 'new'), 2 ** 60)).rejects.toMatchObject({ code: 'target_small' });
		await expect(checkTarget(at('..', 'new'), 1)).resolves.toBeUndefined();
	});
});

describe('the files of dossiers and papers', () => {
	const wanted = () => ({ objectKey: file.key, size: 70_000, sha256: file.sha256 });
	const copy = (): string => at('objects', file.sha256.slice(0, 2), file.sha256);

	it('that are lost, damaged or extra are listed one by one', async () => {
		const place = await openPlace(spoilt, portal.place.key);
		const compare = (named = [wanted()]) =>
			compareObjects(place, portal.app.store, named, () => Promise.resolve(false));
		expect(await compare()).toEqual({ lacking: [], extra: [], toGive: [wanted()] });
		expect(await compare([])).toEqual({ lacking: [], extra: [file.key], toGive: [] });
		await alter(copy());
		expect((await compare()).lacking).toEqual([{ key: file.key, state: 'damaged' }]);
		await rm(copy());
		expect((await compare()).lacking).toEqual([{ key: file.key, state: 'missing' }]);
	});
});

describe('a backup', () => {
	it('goes into no folder of another database, with another key, or without its disk', async () => {
		const { key, systemId } = portal.place;
		const before = undefined;
		await expect(preparePlace(spoilt, key, { systemId: '1', before })).rejects.toMatchObject({
			code: 'place_of_other'
		});
		await expect(preparePlace(spoilt, undefined, { systemId, before })).rejects.toMatchObject({
			code: 'key_missing'
		});
		await mkdir(at('..', 'mount'));
		await expect(preparePlace(at('..', 'mount'), key, { systemId, before: 'x' })).rejects.toMatchObject({
			code: 'place_emptied'
		});
	});

	it('whose place is full says so and leaves the former ones whole', async () => {
		const added = await portal.addFile();
		const folder = path.join(portal.place.objects, added.sha256.slice(0, 2));
		await mkdir(folder, { recursive: true });
		await symlink('/dev/full', path.join(folder, `${added.sha256}.${process.pid}.unfinished`));
		const bases = await baseIds(portal.place);
		await expect(take()).rejects.toMatchObject({ code: 'place_full' });
		expect(await readdir(portal.place.bases)).toEqual(bases);
		await expect(take()).resolves.toMatchObject({ copied: 1 });
	});

	it('whose place vanishes in mid-copy says so, and goes on when it is back', async () => {
		const away = `${portal.place.root}.away`;
		await expect(take({ reached: () => rename(portal.place.root, away) })).rejects.toMatchObject({
			code: 'place_gone'
		});
		await rename(away, portal.place.root);
		await expect(take()).resolves.toMatchObject({ copied: 0 });
	});

	it('that was killed in mid-copy leaves the former ones, and the next one sweeps what it left', async () => {
		const bases = await baseIds(portal.place);
		const left = async (): Promise<string[]> =>
			(await readdir(portal.place.bases)).filter((name) => name.endsWith('.unfinished'));
		const killed = portal.start('backup.ts');
		while ((await left()).length === 0 && killed.exitCode === null) await pause(5);
		await endServer(killed, 'SIGKILL');
		expect(await left()).toHaveLength(1);
		expect(await baseIds(portal.place)).toEqual(bases);
		await take();
		expect(await left()).toEqual([]);
		expect(await baseIds(portal.place)).toHaveLength(bases.length + 1);
	});

	it('runs once at a time, and names a file that the store has lost', async () => {
		const other = await connected();
		await other.query('SELECT pg_advisory_lock(7270736902)');
		await expect(take()).rejects.toMatchObject({ code: 'already_running' });
		await other.end();
		const lost = { objectKey: 'papers/lost', size: 3, sha256: 'a'.repeat(64) };
		const { manifest: made } = await take({ objects: () => Promise.resolve([lost]) });
		expect(made.faults).toEqual([{ key: 'papers/lost', state: 'missing' }]);
	});
});

describe('a segment of the WAL', () => {
	it('is archived again without harm, and never replaced by another', async () => {
		const name = segments.at(-1) ?? '';
		const wal = at('..', 'own');
		const place = await openPlace(spoilt, portal.place.key);
		expect(await fetchSegment(place, name, wal)).toBe(true);
		await archiveSegment(place, wal, name);
		const other = at('..', 'segment');
		await cp(wal, other);
		await alter(other);
		await expect(archiveSegment(place, other, name)).rejects.toMatchObject({ code: 'wal_differs' });
		await expect(archiveSegment(place, wal, segments.at(-2) ?? '')).rejects.toMatchObject({
			code: 'wal_foreign'
		});
		await alter(other, 24);
		await expect(archiveSegment(place, other, name)).rejects.toMatchObject({ code: 'wal_foreign' });
	});
});
