import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { findRunningPostgres } from '../../../src/cli/embedded-postgres.ts';
import { APP_ROLE } from '../../../src/cli/postgres/provision.ts';
import { PUBLIC_KEYS } from '../../../src/lib/server/db/audit-keys.ts';
import { openDatabase } from '../../../src/lib/server/db/database.ts';
import type { Database } from '../../../src/lib/server/app/ports.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { sealAll, sealOnce } from '../../support/seal.ts';

let database: TestDatabase;
let db: Database;

beforeEach(async () => {
	database = await freshDatabase();
	db = openDatabase({ url: database.appUrl, applicationName: 'chuan-test', poolSize: 4 }, PUBLIC_KEYS);
	for (const action of ['create', 'edit', 'submit', 'withdraw']) {
		await db.transaction((tx) =>
			tx.audit.append(line(action), { before: { amount: 1n }, after: { amount: 2n, name: 'Đắk' } })
		);
	}
});
afterEach(async () => {
	await db.close();
	await database.close();
});

function line(action: string) {
	return {
		actorId: 'p1',
		grantUsed: 'representative/organisation:o1',
		onBehalfOf: '',
		action,
		outcome: 'done' as const,
		refusal: '',
		objectType: 'application',
		objectId: 'a1',
		requestId: 'r1'
	};
}

const seal = (): Promise<number> => sealAll(db, database.owner);

/** As somebody who owns the tables and switches the guards off. */
async function tamper(sql: string): Promise<void> {
	const client = await database.owner.connect();
	try {
		await client.query(
			`ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER; ${sql}`
		);
	} finally {
		client.release();
	}
}

async function findings(graceSeconds = 30) {
	return (await db.read.audit.verify(graceSeconds)).findings;
}

async function entryOf(action: string): Promise<string> {
	const { rows } = await database.owner.query<{ id: string }>(
		'SELECT id FROM audit_entry WHERE action = $1',
		[action]
	);
	return rows[0]?.id ?? '';
}

describe('the sealed trail', () => {
	it('is whole when nothing happened to it', async () => {
		expect(await seal()).toBe(4);
		expect(await db.read.audit.verify(0)).toMatchObject({ sealed: 4n, findings: [] });
		expect(await seal()).toBe(0);
	});

	it('is sealed by one sealer, however many try, and goes on where it stopped', async () => {
		const counts = await Promise.all([seal(), seal(), seal()]);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
		await db.transaction((tx) => tx.audit.append(line('later'), {}));
		expect(await seal()).toBe(1);
		expect((await db.read.audit.verify(0)).sealed).toBe(5n);
	});

	it('waits for a transaction that began before and has not ended', async () => {
		await seal();
		const client = await database.app.connect();
		await client.query('BEGIN; SELECT pg_current_xact_id()');
		await db.transaction((tx) => tx.audit.append(line('younger'), {}));
		expect(await sealOnce(db)).toBe(0);
		await client.query('ROLLBACK');
		client.release();
		expect(await seal()).toBe(1);
	});

	it('tells an altered entry', async () => {
		await seal();
		await tamper(`UPDATE audit_entry SET actor_id = 'p2' WHERE action = 'submit'`);
		expect(await findings()).toMatchObject([{ kind: 'altered', entryId: await entryOf('submit') }]);
	});

	it('tells an altered entry whose own digest was made to fit', async () => {
		await seal();
		await tamper(`UPDATE audit_entry SET digest = repeat('0', 64) WHERE action = 'edit'`);
		expect(await findings()).toMatchObject([{ kind: 'altered', entryId: await entryOf('edit') }]);
	});

	it('tells a missing entry', async () => {
		await seal();
		const entryId = await entryOf('edit');
		await tamper(`DELETE FROM audit_entry WHERE id = '${entryId}'`);
		expect((await findings()).filter(({ kind }) => kind === 'missing')).toMatchObject([
			{ kind: 'missing', entryId, position: 2n }
		]);
	});

	it('tells an entry that was taken out together with its seal', async () => {
		await seal();
		const entryId = await entryOf('edit');
		await tamper(
			`DELETE FROM audit_seal WHERE entry_id = '${entryId}'; DELETE FROM audit_entry WHERE id = '${entryId}'`
		);
		expect(await findings()).toContainEqual(expect.objectContaining({ kind: 'reordered', position: 3n }));
	});

	it('tells entries that changed places', async () => {
		await seal();
		const [first, second] = [await entryOf('create'), await entryOf('edit')];
		await tamper(`
			UPDATE audit_seal SET entry_id = gen_random_uuid() WHERE position = 1;
			UPDATE audit_seal SET entry_id = '${first}' WHERE position = 2;
			UPDATE audit_seal SET entry_id = '${second}' WHERE position = 1`);
		expect((await findings()).map(({ kind }) => kind)).toEqual(['altered', 'altered']);
	});

	it('tells positions that changed places', async () => {
		await seal();
		await tamper(`UPDATE audit_seal SET position = 99 WHERE position = 2; UPDATE audit_seal SET position = 2 WHERE position = 3;
			UPDATE audit_seal SET position = 3 WHERE position = 99`);
		expect((await findings()).some(({ kind }) => kind === 'reordered')).toBe(true);
	});

	it('tells what was never sealed, once its time is over', async () => {
		await seal();
		await db.transaction((tx) => tx.audit.append(line('new'), {}));
		expect(await findings(30)).toEqual([]);
		await database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 60');
		expect(await findings(30)).toMatchObject([{ kind: 'unsealed', entryId: await entryOf('new') }]);
	});

	it('tells an altered detail', async () => {
		await seal();
		const entryId = await entryOf('create');
		await database.owner.query(
			`UPDATE audit_detail SET content = '{"before":null,"after":null}' WHERE entry_id = $1`,
			[entryId]
		);
		expect(await findings()).toMatchObject([{ kind: 'detail_altered', entryId }]);
	});

	it('is verified by a command that ends with 1 on any finding', async () => {
		await seal();
		const command = path.resolve(import.meta.dirname, '../../../src/cli/verify-audit.ts');
		const run = (url: string) =>
			promisify(execFile)(process.execPath, [command], { env: { ...process.env, DATABASE_URL: url } });
		expect((await run(database.appUrl)).stdout).toContain('4 sealed, 0 checkpoints, 0 findings');
		await tamper(`UPDATE audit_entry SET outcome = 'refused' WHERE action = 'create'`);
		await expect(run(database.appUrl)).rejects.toMatchObject({
			code: 1,
			stdout: expect.stringContaining('altered') as string
		});
	});

	it('finds the embedded database by the data folder, or says that no portal runs there', async () => {
		const running = await findRunningPostgres(inject('postgresCluster'));
		const name = new URL(database.appUrl).pathname.slice(1);
		const found = openDatabase(
			{ url: running?.url(APP_ROLE, name) ?? '', applicationName: 'chuan-test', poolSize: 1 },
			PUBLIC_KEYS
		);
		await seal();
		expect(await found.read.audit.verify(30)).toMatchObject({ sealed: 4n, findings: [] });
		await found.close();

		const nothing = await mkdtemp(path.join(os.tmpdir(), 'chuan-nothing-'));
		const command = path.resolve(import.meta.dirname, '../../../src/cli/verify-audit.ts');
		const env = { ...process.env, DATABASE_URL: '', CHUAN_DATA: nothing };
		await expect(promisify(execFile)(process.execPath, [command], { env })).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining('Run "npm start" first') as string
		});
		await rm(nothing, { recursive: true });
	});
});
