import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markOf, parseAuditKeys } from '../../../src/lib/server/db/audit-keys.ts';
import { entryText, sealHash } from '../../../src/lib/server/db/audit-chain.ts';
import type { StoredEntry } from '../../../src/lib/server/db/audit-chain.ts';
import { openCheckpointFolder } from '../../../src/lib/server/audit/checkpoint-folder.ts';
import { openDatabase } from '../../../src/lib/server/db/database.ts';
import { sha256 } from '../../../src/lib/server/ids.ts';
import { sealRound } from '../../../src/lib/server/outbox/seal-round.ts';
import { KEYS, SECRET, checkpointPem, evidenceWorld } from './evidence-world.ts';
import type { EvidenceWorld } from './evidence-world.ts';

let world: EvidenceWorld;
beforeEach(async () => {
	world = await evidenceWorld();
	await world.write('create', 'edit', 'submit', 'withdraw');
});
afterEach(() => world.close());

/** Everything that the database holds is made to fit again: what its owner can do, and no more. */
async function rebuildChain(): Promise<void> {
	const { rows } = await world.database.owner.query<StoredEntry & { position: string }>(
		`SELECT s.position, e.id, e.at, e.actor_id AS "actorId", e.grant_used AS "grantUsed", e.on_behalf_of AS "onBehalfOf",
		 e.action, e.outcome, e.refusal, e.object_type AS "objectType", e.object_id AS "objectId", e.request_id AS "requestId",
		 e.detail_digest AS "detailDigest" FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.position`
	);
	let previous = '';
	for (const { position, ...entry } of rows) {
		const digest = sha256(entryText(entry));
		const hash = sealHash(BigInt(position), previous, digest);
		await world.tamper(
			`UPDATE audit_entry SET digest = '${digest}' WHERE id = '${entry.id}';
			 UPDATE audit_seal SET previous_hash = '${previous}', hash = '${hash}' WHERE position = ${position}`
		);
		previous = hash;
	}
}

describe('a mark with a key that the database does not hold', () => {
	it('is on every entry, and the whole log is proved by it', async () => {
		await world.sealed();
		expect(await world.findings()).toEqual([]);
		const { rows } = await world.database.owner.query(
			`SELECT DISTINCT key_id, length(mac) AS length FROM audit_entry`
		);
		expect(rows).toEqual([{ key_id: 'now', length: 64 }]);
	});

	it('lacks on an entry that somebody else wrote: no seal, an alarm, and the others are sealed', async () => {
		await world.database.app.query(
			`INSERT INTO audit_entry (id, at, actor_id, action, outcome, object_type, object_id, digest)
			 VALUES (gen_random_uuid(), app_now(), 'p9', 'forged', 'done', 'application', 'a1', 'x')`
		);
		await world.write('after');
		const forged = await world.entryOf('forged');
		const worker = sealRound();
		await expect
			.poll(
				() =>
					world.round(worker).then(
						() => 'quiet',
						(alarm: unknown) => String(alarm)
					),
				{ timeout: 30_000 }
			)
			.toBe(`TrailAlarm: not sealed, no known key marked them: ${forged}`);
		// Told once; what is genuine gets its place all the same.
		expect(await world.round(worker)).toBe(0);
		expect(await world.findings()).toMatchObject([{ kind: 'forged', entryId: forged }]);
		const { rows } = await world.database.owner.query('SELECT count(*)::int AS seals FROM audit_seal');
		expect(rows).toEqual([{ seals: 5 }]);
	});

	it('is found wrong on an entry whose text, digest and chain were made to fit', async () => {
		await world.sealed();
		await world.tamper(`UPDATE audit_entry SET actor_id = 'p2' WHERE action = 'submit'`);
		await rebuildChain();
		const entryId = await world.entryOf('submit');
		const found = await world.findings();
		expect(found).toContainEqual(expect.objectContaining({ kind: 'forged', entryId }));
		expect(found).toContainEqual(expect.objectContaining({ kind: 'rebuilt', size: 4n }));
	});

	it('outlives a new key, and not the loss of the old one', async () => {
		await world.sealed();
		const later = `later:${Buffer.alloc(32, 9).toString('base64')}`;
		const options = { url: world.database.appUrl, applicationName: 'chuan-test', poolSize: 1 };
		const both = openDatabase(options, parseAuditKeys(`${later}\nnow:${SECRET}`));
		expect((await both.read.audit.verify(0)).findings).toEqual([]);
		await both.close();
		const only = openDatabase(options, parseAuditKeys(later));
		expect((await only.read.audit.verify(0)).findings.map(({ kind }) => kind)).toEqual(
			Array(4).fill('forged')
		);
		await only.close();
	});

	it('is asked of keys that are written as they should be', () => {
		expect(() => parseAuditKeys('')).toThrow(/there is no audit key/);
		expect(() => parseAuditKeys('a:short')).toThrow(/id:base64 of 32 bytes/);
		expect(() => parseAuditKeys(`a:${SECRET},a:${SECRET}`)).toThrow(/the same name/);
		expect(() => parseAuditKeys(`demonstration:${SECRET}`)).toThrow(/may not be called demonstration/);
	});
});

describe('the time of an entry', () => {
	it('is that of its writing: the database takes no other', async () => {
		const insert = (at: string) =>
			world.database.app.query(
				`INSERT INTO audit_entry (id, at, action, outcome, object_type, object_id, digest)
				 VALUES (gen_random_uuid(), ${at}, 'x', 'done', 't', 'o', 'd')`
			);
		await expect(insert(`app_now() - interval '2 minutes'`)).rejects.toThrow(
			/of the time at which it is written/
		);
		await expect(insert(`app_now() + interval '5 seconds'`)).rejects.toThrow(
			/of the time at which it is written/
		);
	});

	it('does not go backwards: an older one is sealed with an alarm and found', async () => {
		await world.sealed();
		await world.write('late');
		const entryId = await world.entryOf('late');
		await world.tamper(`UPDATE audit_entry SET at = at - interval '10 minutes' WHERE id = '${entryId}'`);
		const { rows } = await world.database.owner.query<StoredEntry>(
			`SELECT id, at, actor_id AS "actorId", grant_used AS "grantUsed", on_behalf_of AS "onBehalfOf", action, outcome, refusal,
			 object_type AS "objectType", object_id AS "objectId", request_id AS "requestId", detail_digest AS "detailDigest"
			 FROM audit_entry WHERE id = $1`,
			[entryId]
		);
		const [entry] = rows;
		if (entry === undefined) throw new Error('no entry');
		const text = entryText(entry);
		// With the right mark: the clock of the database went back, nobody forged anything.
		await world.tamper(
			`UPDATE audit_entry SET digest = '${sha256(text)}', mac = '${markOf(KEYS[0], text)}' WHERE id = '${entryId}'`
		);
		const worker = sealRound();
		await expect
			.poll(
				() =>
					world.round(worker).then(
						() => 'quiet',
						(alarm: unknown) => String(alarm)
					),
				{ timeout: 30_000 }
			)
			.toBe(`TrailAlarm: sealed, and older than what was sealed before: ${entryId}`);
		expect(await world.findings()).toMatchObject([{ kind: 'backwards', entryId, position: 5n }]);
	});
});

describe('signed checkpoints outside the database', () => {
	it('are written after each round that sealed something, in the C2SP form, a file a day', async () => {
		await world.sealed();
		await world.round();
		const [name = '', ...more] = await readdir(world.folder);
		expect(more).toEqual(['tile']);
		expect(name).toMatch(/^\d{4}-\d\d-\d\d\.checkpoints$/);
		const text = await readFile(path.join(world.folder, name), 'utf8');
		expect(text).toMatch(
			/^chuan-audit\/[0-9a-f-]{36}\n4\n[A-Za-z0-9+/]{43}=\ntime \S+\nunmarked 0\n\n— chuan-audit\/[0-9a-f-]{36} [A-Za-z0-9+/=]+\n\n$/
		);
		await world.write('more');
		await world.sealed();
		expect((await world.book.read()).map(({ checkpoint }) => checkpoint?.size)).toEqual([4n, 5n]);
	});

	it('find a cut tail, and tell since when', async () => {
		await world.sealed();
		const agreed = await world.book.last();
		await world.write('five', 'six');
		await world.sealed();
		const last = await world.book.last();
		await world.tamper(
			`DELETE FROM audit_detail WHERE entry_id IN (SELECT entry_id FROM audit_seal WHERE position > 4);
			 DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE position > 4);
			 DELETE FROM audit_seal WHERE position > 4`
		);
		expect(await world.findings()).toEqual([{ kind: 'cut', size: 6n, at: last?.at, agreed }]);
	});

	it('find an older copy of the database that was gone on with', async () => {
		await world.sealed();
		const agreed = await world.book.last();
		await world.write('five', 'six');
		await world.sealed();
		await world.tamper(
			`DELETE FROM audit_detail WHERE entry_id IN (SELECT entry_id FROM audit_seal WHERE position > 4);
			 DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE position > 4);
			 DELETE FROM audit_seal WHERE position > 4`
		);
		await world.write('other five', 'other six', 'other seven');
		await expect(world.sealed()).rejects.toThrow(/the log is not the one of the checkpoint/);
		expect(await world.findings()).toEqual([
			{ kind: 'rebuilt', size: 6n, at: expect.any(Date) as Date, agreed },
			expect.objectContaining({ kind: 'checkpoint_behind', position: 7n }),
			expect.objectContaining({ kind: 'tiles_differ', position: 5n })
		]);
	});

	it('find a deleted trail', async () => {
		await world.sealed();
		await world.tamper(`DELETE FROM audit_detail; DELETE FROM audit_entry; DELETE FROM audit_seal`);
		expect(await world.findings()).toMatchObject([{ kind: 'cut', size: 4n }]);
		await expect(world.round()).rejects.toThrow(
			/the log has 0 entries, its last checkpoint 4: nothing is signed/
		);
	});

	it('find another database in the place of the one that was sealed', async () => {
		await world.sealed();
		await world.tamper(`UPDATE audit_log SET id = gen_random_uuid()`);
		expect(await world.findings()).toMatchObject([{ kind: 'other_log' }, { kind: 'checkpoint_behind' }]);
		await expect(world.round()).rejects.toThrow(/the last checkpoint is of another log/);
	});

	it('find that entries are passed off as older than the marks', async () => {
		await world.sealed();
		await world.tamper(`UPDATE audit_entry SET mac = '', key_id = ''; UPDATE audit_log SET unmarked = 4`);
		expect(await world.findings()).toMatchObject([{ kind: 'unmarked_moved' }]);
	});

	it('are found damaged, or signed by somebody else', async () => {
		await world.sealed();
		const [name = ''] = await readdir(world.folder);
		const file = path.join(world.folder, name);
		const text = await readFile(file, 'utf8');
		await writeFile(file, text.replace('\n4\n', '\n3\n'));
		expect(await world.findings()).toMatchObject([
			{ kind: 'checkpoint_damaged', place: `${name}#1` },
			{ kind: 'checkpoint_behind' }
		]);
		await writeFile(file, text);
		const stranger = await openCheckpointFolder(world.folder, checkpointPem());
		const [{ checkpoint } = {}] = await world.book.read();
		if (checkpoint === undefined) throw new Error('no checkpoint');
		await stranger.write({ ...checkpoint, size: 9n });
		expect(await world.findings()).toEqual([{ kind: 'checkpoint_damaged', place: `${name}#2` }]);
	});

	it('are missed when they end before the log does', async () => {
		await world.sealed();
		await rm(path.join(world.folder, (await readdir(world.folder))[0] ?? ''));
		expect(await world.findings()).toMatchObject([{ kind: 'checkpoint_behind', position: 4n }]);
	});

	it('are read with the public key alone, and written with none of those', async () => {
		await world.sealed();
		const pem = createPublicKey(world.pem).export({ type: 'spki', format: 'pem' }) as string;
		const reader = await openCheckpointFolder(world.folder, pem);
		const last = await reader.last();
		expect(last?.size).toBe(4n);
		if (last === undefined) throw new Error('no checkpoint');
		await expect(reader.write(last)).rejects.toThrow(/a public key signs no checkpoint/);
		// A new key signs, those of before stay behind it in the file.
		const rotated = await openCheckpointFolder(world.folder, `${checkpointPem()}${pem}`);
		expect((await rotated.last())?.size).toBe(4n);
		await expect(openCheckpointFolder(world.folder, 'no key')).rejects.toThrow(/no Ed25519 key/);
	});

	it('alarm the running worker when what it sealed is gone or another', async () => {
		const worker = sealRound();
		await world.sealed();
		await world.round(worker);
		await world.tamper(`UPDATE audit_seal SET hash = repeat('0', 64) WHERE position = 4`);
		await expect(world.round(worker)).rejects.toThrow(/after seal 4 the log is another one/);
		// It does not forget.
		await expect(world.round(worker)).rejects.toThrow(/after seal 4 the log is another one/);
	});

	it('are compared by the command, which tells the findings and ends with 1', async () => {
		await world.sealed();
		const keys = await mkdtemp(path.join(os.tmpdir(), 'chuan-keys-'));
		await writeFile(path.join(keys, 'checkpoint.pem'), world.pem);
		const command = path.resolve(import.meta.dirname, '../../../src/cli/verify-audit.ts');
		const env = {
			...process.env,
			DATABASE_URL: world.database.appUrl,
			CHUAN_AUDIT_KEY: `now:${SECRET}`,
			CHUAN_CHECKPOINTS: world.folder,
			CHUAN_CHECKPOINT_KEY: path.join(keys, 'checkpoint.pem')
		};
		const run = () => promisify(execFile)(process.execPath, [command], { env });
		expect((await run()).stdout).toContain('4 sealed, 1 checkpoints, 0 findings');
		await world.tamper(`DELETE FROM audit_detail; DELETE FROM audit_entry; DELETE FROM audit_seal`);
		await appendFile(path.join(world.folder, '2026-01-01.checkpoints'), 'not a checkpoint\n\n');
		await expect(run()).rejects.toMatchObject({
			code: 1,
			stdout: expect.stringMatching(
				/cut off, or an older copy #4 .*agrees with no checkpoint.*\n.*|damaged or not signed 2026-01-01.checkpoints#1/
			) as string
		});
		await rm(keys, { recursive: true });
	});
});

describe('details', () => {
	it('that are gone without an entry are found', async () => {
		await world.sealed();
		const entryId = await world.entryOf('edit');
		await world.tamper(`DELETE FROM audit_detail WHERE entry_id = '${entryId}'`);
		expect(await world.findings()).toMatchObject([{ kind: 'detail_missing', entryId }]);
	});

	it('are not erased by a statement alone', async () => {
		const entryId = await world.entryOf('edit');
		await expect(
			world.database.app.query(`DELETE FROM audit_detail WHERE entry_id = '${entryId}'`)
		).rejects.toThrow(/permission denied for table audit_detail/);
		await expect(world.database.app.query(`SELECT erase_audit_detail('${entryId}')`)).rejects.toThrow(
			/details are erased with an entry that says so/
		);
	});
});
