import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { createDatabase } from '../../../src/lib/server/db/client.ts';
import { isDatabaseAway } from '../../../src/lib/server/db/database-away.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let role: string;
let crowded: string;
beforeAll(async () => {
	database = await freshDatabase();
	role = `crowded_${database.name}`;
	await asSuperuser(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 0`);
	crowded = as(role);
});
afterAll(async () => {
	await asSuperuser(`DROP ROLE ${role}`);
	await database.close();
});

/** The address of the database for another role. */
function as(name: string): string {
	const url = new URL(database.appUrl);
	url.username = name;
	return url.href;
}

async function asSuperuser(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: as('postgres') });
	await client.connect();
	await client.query(statement);
	await client.end();
}

type Asked = ReturnType<typeof createDatabase>;

/** Every way in which the portal asks its database. */
const WAYS: readonly (readonly [name: string, ask: (db: Asked) => Promise<unknown>])[] = [
	['a model', ({ prisma }) => prisma.person.findFirst()],
	['a raw question', ({ prisma }) => prisma.$queryRaw`SELECT 1`],
	['a raw statement', ({ prisma }) => prisma.$executeRaw`SELECT 1`],
	['a transaction', (db) => db.transaction((tx) => tx.person.findFirst())],
	['the pool', ({ pool }) => pool.query('SELECT 1')]
];

async function thrownBy(url: string, ask: (db: Asked) => Promise<unknown>): Promise<unknown> {
	const db = createDatabase({ url, applicationName: 'database-away' });
	try {
		await ask(db);
		return undefined;
	} catch (thrown) {
		return thrown;
	} finally {
		await db.close();
	}
}

describe('a database that cannot be asked', () => {
	it.each(WAYS)('is away, not a bug: %s, no server there', async (_name, ask) => {
		const nowhere = 'postgresql://chuan_app@localhost/chuan?host=%2Ftmp%2Fchuan-no-server-here';
		expect(isDatabaseAway(await thrownBy(nowhere, ask))).toBe(true);
	});

	it.each(WAYS)('is away, not a bug: %s, a server that takes nobody', async (_name, ask) => {
		expect(isDatabaseAway(await thrownBy(crowded, ask))).toBe(true);
	});

	it('is there when the question is wrong', async () => {
		const wrong = await thrownBy(database.appUrl, ({ prisma }) => prisma.$executeRaw`SELECT no_such_column`);
		expect(wrong).toBeInstanceOf(Error);
		expect(isDatabaseAway(wrong)).toBe(false);
	});
});
