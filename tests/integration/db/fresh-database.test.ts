import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '#lib/server/db/client.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

describe('a fresh database', () => {
	let database: TestDatabase;
	beforeAll(async () => {
		database = await freshDatabase();
	});
	afterAll(() => database.close());

	it('is in Unicode by the builtin provider, whatever LANG says', async () => {
		const { rows } = await database.owner.query(
			`SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
			 FROM pg_database WHERE datname = current_database()`
		);
		expect(rows).toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
	});

	it('keeps data checksums', async () => {
		const { rows } = await database.owner.query('SHOW data_checksums');
		expect(rows).toEqual([{ data_checksums: 'on' }]);
	});

	it('gives the portal a role that owns nothing and cannot become the owner', async () => {
		const { rows } = await database.app.query(
			`SELECT count(*)::int AS owned FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user`
		);
		expect(rows).toEqual([{ owned: 0 }]);
		await expect(database.app.query('SET ROLE chuan_owner')).rejects.toThrow(/permission denied/);
		await expect(database.app.query('CREATE TABLE planted (id int)')).rejects.toThrow(/permission denied/);
	});

	it('answers through Prisma in bigint', async () => {
		const { prisma, close } = createDatabase({ url: database.appUrl, applicationName: 'test' });
		const clock = await prisma.appClock.findUniqueOrThrow({ where: { id: 1 } });
		await close();
		expect(clock.offsetSec).toBe(0n);
	});

	it('is one’s own', async () => {
		const other = await freshDatabase();
		await other.owner.query('CREATE TABLE only_there (id int)');
		const { rows } = await database.owner.query(`SELECT to_regclass('only_there') AS found`);
		await other.close();
		expect(rows).toEqual([{ found: null }]);
	});
});
