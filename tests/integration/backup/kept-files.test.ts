/** Stored files reach the backup place as they are named, and bases are taken by the hour that is in force. */
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepBases } from '../../../src/cli/nightly-base.ts';
import { keepNewFiles } from '../../../src/lib/server/app/upkeep/keep-new-files.ts';
import { openDiskStore } from '../../../src/lib/server/storage/disk-store.ts';
import { backedUpPortal } from '../../support/backed-up-portal.ts';
import type { BackedUpPortal } from '../../support/backed-up-portal.ts';
import { root } from '../../support/source-files.ts';

let portal: BackedUpPortal;
beforeAll(async () => {
	portal = await backedUpPortal({ encrypted: true });
}, 120_000);
afterAll(() => portal.close());

const inPlace = (sha256: string): boolean =>
	existsSync(path.join(portal.place.objects, sha256.slice(0, 2), sha256));
const waiting = async (): Promise<string[]> =>
	(await portal.app.db.read.upkeep.notKept(portal.place.id, 10)).map(({ sha256 }) => sha256);
const lateFor = async (): Promise<number | null> =>
	(await portal.app.db.read.operations.backup(portal.place.id)).notKeptFor;

it('copies what was named since, once', async () => {
	const { sha256 } = await portal.addFile();
	expect(await lateFor()).not.toBeNull();
	expect(await keepNewFiles(portal.app)).toBe(1);
	expect(inPlace(sha256)).toBe(true);
	expect(await keepNewFiles(portal.app)).toBe(0);
	expect(await lateFor()).toBeNull();
});

it('waits for a place that is away, and keeps nothing in one that is another portal’s', async () => {
	const { sha256 } = await portal.addFile();
	const away = `${portal.backup.place}.away`;
	await rename(portal.backup.place, away);
	expect(await keepNewFiles(portal.app)).toBe(0);
	await rename(away, portal.backup.place);
	const label = path.join(portal.backup.place, 'place.json');
	const own = await readFile(label, 'utf8');
	await writeFile(label, own.replace(portal.place.id, '00000000-0000-4000-8000-000000000000'));
	expect(await keepNewFiles(portal.app)).toBe(0);
	expect(inPlace(sha256)).toBe(false);
	await writeFile(label, own);
	expect(await waiting()).toEqual([sha256]);
	expect(await keepNewFiles(portal.app)).toBe(1);
	expect(inPlace(sha256)).toBe(true);
});

it('tells of a file whose bytes are gone, and goes on with the others', async () => {
	const gone = await portal.addFile();
	const there = await portal.addFile();
	await portal.app.store.delete(gone.key);
	expect(await keepNewFiles(portal.app)).toBe(1);
	expect(inPlace(there.sha256)).toBe(true);
	expect(await waiting()).toEqual([]);
	const { rows } = await portal.app.db.read.objectChecks.faults({ page: 1, size: 10 });
	expect(rows).toMatchObject([{ objectKey: gone.key, state: 'missing' }]);
	await portal.client.query('DELETE FROM organisation_paper_check');
	await portal.client.query('DELETE FROM organisation_paper WHERE object_key = $1', [gone.key]);
});

it('takes a base when it is due, keeps what came of it, and takes no second one', async () => {
	const { upkeep } = portal.app.db.read;
	expect(await upkeep.baseTurn()).toMatchObject({ baseHour: 1, lastSound: null, lastTried: null });
	const bases = keepBases({
		root,
		turn: () => upkeep.baseTurn(),
		env: { ...process.env, ...portal.env }
	});
	let last = await upkeep.last('base');
	while (last === undefined) {
		await pause(100);
		last = await upkeep.last('base');
	}
	await bases.stop();
	expect(last).toMatchObject({ sound: true, facts: { objects: 3, faults: 0 } });
	expect((await upkeep.baseTurn()).lastSound).toEqual(last.endedAt);
}, 120_000);

it('restores a file that was named after the last base, with the WAL of its row', async () => {
	const { sha256, key } = await portal.addFile();
	await keepNewFiles(portal.app);
	await portal.archived();
	const target = path.join(portal.folder, 'restored');
	const { code, said } = await portal.run('restore.ts', [], { CHUAN_DATA: target });
	expect(code, said).toBe(0);
	const store = await openDiskStore(path.join(target, 'objects'));
	expect(store.ok && (await store.value.head(key)).ok, sha256).toBe(true);
}, 120_000);

it('keeps why no base could be taken', async () => {
	const away = `${portal.backup.place}.away`;
	await rename(portal.backup.place, away);
	const { code } = await portal.run('backup.ts');
	await rename(away, portal.backup.place);
	expect(code).toBe(1);
	expect(await portal.app.db.read.upkeep.last('base')).toMatchObject({
		sound: false,
		facts: { refused: 'place_missing' }
	});
}, 60_000);

it('forgets what it kept for a file that is no more, since the place may drop it', async () => {
	const { sha256, key } = await portal.addFile();
	await keepNewFiles(portal.app);
	await portal.client.query('DELETE FROM organisation_paper WHERE object_key = $1', [key]);
	const kept = () => portal.client.query('SELECT 1 FROM kept_object WHERE sha256 = $1', [sha256]);
	expect((await kept()).rowCount).toBe(1);
	await portal.app.db.read.upkeep.forgetKept(portal.place.id);
	expect((await kept()).rowCount).toBe(0);
	expect((await portal.client.query('SELECT 1 FROM kept_object')).rowCount).toBe(4);
});
