import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { APP_ROLE, OWNER_ROLE, ensureDatabase, ensureExtensions } from '../../src/cli/postgres/provision.ts';

const TEMPLATE_DATABASE = 'chuan_template';
const SUPERUSER = 'postgres';

export interface TestDatabase {
	readonly name: string;
	/** As the migrations and the seeds: may do anything, also move the clock. */
	readonly ownerUrl: string;
	/** As the running portal: what it is refused here, it is refused in production. */
	readonly appUrl: string;
	/** A small pool as the owner, for arranging and looking. */
	readonly owner: pg.Pool;
	/** A small pool as the portal, for attacking. */
	readonly app: pg.Pool;
	/** Ends both pools and drops the database, whoever is still connected. */
	close(): Promise<void>;
}

function address(role: string, database: string): string {
	return `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(inject('postgresSocket'))}`;
}

async function drop(name: string): Promise<void> {
	const client = new pg.Client({ connectionString: address(SUPERUSER, 'postgres') });
	await client.connect();
	try {
		await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
	} finally {
		await client.end();
	}
}

/** Some use cases end connections by force on purpose; the pool replaces them. */
function poolOf(connectionString: string): pg.Pool {
	const pool = new pg.Pool({ connectionString, max: 8 });
	pool.on('error', (error) => {
		process.emitWarning(`test connection lost: ${error.message}`);
	});
	return pool;
}

/** A migrated database of one's own, copied from the template in a fraction of a second. */
export async function freshDatabase(): Promise<TestDatabase> {
	const name = `test_${randomBytes(8).toString('hex')}`;
	await ensureDatabase(address(SUPERUSER, 'postgres'), name, TEMPLATE_DATABASE);
	const ownerUrl = address(OWNER_ROLE, name);
	const appUrl = address(APP_ROLE, name);
	const owner = poolOf(ownerUrl);
	const app = poolOf(appUrl);
	return {
		name,
		ownerUrl,
		appUrl,
		owner,
		app,
		async close() {
			await Promise.all([owner.end(), app.end()]);
			await drop(name);
		}
	};
}

/** A database with roles and extensions and nothing else, for replaying migrations. */
export async function emptyDatabase(): Promise<{ readonly ownerUrl: string; close(): Promise<void> }> {
	const name = `empty_${randomBytes(8).toString('hex')}`;
	await ensureDatabase(address(SUPERUSER, 'postgres'), name);
	await ensureExtensions(address(SUPERUSER, name));
	return { ownerUrl: address(OWNER_ROLE, name), close: () => drop(name) };
}
