/** Everything that has to hold is looked at in the demonstration's world, and every check finds what is planted for it. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkIndexes } from '../../../src/cli/backup/check-indexes.ts';
import type { CheckName, Verification } from '../../../src/lib/server/app/upkeep/ports.ts';
import { verifyAndRecord, verifyPortal } from '../../../src/lib/server/app/upkeep/verify-portal.ts';
import { verificationRound } from '../../../src/lib/server/outbox/verification-round.ts';
import { builtWorld } from '../../support/world.ts';
import type { BuiltWorld } from '../../support/world.ts';
import { sealAll } from '../../support/seal.ts';

let world: BuiltWorld;
/** As the server's own account, past every trigger. */
let client: pg.Client;
let url: string;

beforeAll(async () => {
	world = await builtWorld();
	url = `postgresql://postgres@localhost/${world.database.name}?host=${encodeURIComponent(inject('postgresSocket'))}`;
	client = new pg.Client({ connectionString: url });
	await client.connect();
	await sealAll(world.app.db, world.database.owner);
	// No worker has run since the world was built: what it would have sent is sent.
	await past(`UPDATE mail_message SET state = 'sent', sent_at = app_now() WHERE state = 'queued'`);
});
afterAll(async () => {
	await client.end();
	await world.close();
});

const broken = async (): Promise<CheckName[]> =>
	(await world.app.db.read.upkeep.violations()).violations.map(({ check }) => check).sort();

async function past(sql: string): Promise<void> {
	await client.query(`SET session_replication_role = replica; ${sql}; RESET session_replication_role`);
}

it('finds nothing in the world of the demonstration, and keeps that as the last report', async () => {
	const facts = await verifyAndRecord(world.app);
	expect(facts.violations).toEqual([]);
	expect(facts.checked).toHaveLength(11);
	expect(await checkIndexes(url)).toEqual([]);
	expect((await client.query(`SELECT 1 FROM pg_extension WHERE extname = 'amcheck'`)).rowCount).toBe(0);
	const last = await world.app.db.read.upkeep.last('verify');
	expect(last).toMatchObject({ kind: 'verify', sound: true, facts });
	expect(await world.app.db.read.upkeep.last('drill')).toBeUndefined();
});

it('keeps reports for good', async () => {
	for (const sql of ['UPDATE upkeep_report SET sound = false', 'DELETE FROM upkeep_report'])
		await expect(world.database.app.query(sql)).rejects.toThrow('permission denied');
});

const plants: readonly (readonly [CheckName, string])[] = [
	[
		'mail',
		`UPDATE mail_message SET state = 'queued', due_at = app_now() - interval '2 hours' WHERE id = (SELECT id FROM mail_message LIMIT 1)`
	],
	[
		'hashes',
		`UPDATE application_revision SET bytes = bytes || '\\x20' WHERE id = (SELECT id FROM application_revision LIMIT 1)`
	],
	[
		'numbers',
		`UPDATE counter SET value = value + 1 WHERE series || '-' || issuer IN (SELECT split_part(number_text, '/', 2) FROM official_record)`
	],
	[
		'ledger',
		`INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, at, by) SELECT gen_random_uuid(), kind, 'planted', budget_year, at, by FROM journal_entry LIMIT 1`
	],
	['balances', `UPDATE fund_balance SET allocated = allocated + 1`],
	[
		'foreign_keys',
		`UPDATE posting SET entry_id = gen_random_uuid() WHERE id = (SELECT id FROM posting LIMIT 1)`
	],
	['switched_off', `ALTER TABLE official_record DISABLE TRIGGER USER`],
	[
		'constraints',
		`ALTER TABLE mail_message DROP CONSTRAINT mail_message_state; UPDATE mail_message SET state = 'lost' WHERE id = (SELECT id FROM mail_message WHERE state <> 'queued' LIMIT 1);
		 ALTER TABLE mail_message ADD CONSTRAINT mail_message_state CHECK (state IN ('queued', 'held', 'sent', 'failed')) NOT VALID`
	]
];

describe('a check finds what is wrong', () => {
	const planted = new Set<CheckName>();
	it.each(plants)('%s', async (check, sql) => {
		expect(await broken()).not.toContain(check);
		await past(sql);
		planted.add(check);
		expect(await broken()).toEqual([...planted].sort());
	});

	it('audit, work and objects', async () => {
		const before = await verifyPortal(world.app);
		const added = (after: Verification): CheckName[] =>
			after.violations
				.map(({ check }) => check)
				.filter((check) => !before.violations.some((one) => one.check === check));
		await past(
			`UPDATE audit_entry SET action = 'planted' WHERE id = (SELECT entry_id FROM audit_seal ORDER BY position LIMIT 1)`
		);
		await past(
			`UPDATE work_item SET due = NULL, count = count + 1 WHERE id = (SELECT id FROM work_item WHERE closed_at IS NULL LIMIT 1)`
		);
		const [object] = await world.app.db.read.objectChecks.all();
		await world.app.store.delete(object?.objectKey ?? '');
		const after = await verifyPortal(world.app);
		expect(added(after).sort()).toEqual(['audit', 'objects', 'work']);
		expect(after.violations.find(({ check }) => check === 'objects')?.examples).toEqual([object?.objectKey]);
	});

	it('indexes that do not lead to every row', async () => {
		await client.query(`CREATE TABLE looked (id uuid PRIMARY KEY)`);
		await client.query(`SET allow_system_table_mods = on`);
		await client.query(`UPDATE pg_index SET indisready = false WHERE indexrelid = 'looked_pkey'::regclass`);
		await client.query('INSERT INTO looked VALUES ($1)', [randomUUID()]);
		await client.query(`UPDATE pg_index SET indisready = true WHERE indexrelid = 'looked_pkey'::regclass`);
		const found = await checkIndexes(url);
		expect(found).toMatchObject([{ check: 'indexes', count: 1 }]);
		expect(found?.[0]?.examples[0]).toMatch(/^looked_pkey: /);
	});

	it('and is told at night, once', async () => {
		await client.query('DROP TABLE looked');
		await client.query(`DELETE FROM upkeep_report`);
		const { run } = verificationRound();
		// 03:30 in Vietnam, the next one of the portal's clock.
		await client.query(
			`UPDATE app_clock SET offset_sec = offset_sec + extract(epoch FROM (date_trunc('day', app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '27 hours 30 minutes') AT TIME ZONE 'Asia/Ho_Chi_Minh' - app_now())`
		);
		await expect(run(world.app)).rejects.toThrow(/numbers: \d/);
		expect(await run(world.app)).toBe(0);
		expect((await client.query('SELECT 1 FROM upkeep_report WHERE NOT sound')).rowCount).toBe(1);
	});
});
