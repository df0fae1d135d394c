import pg from 'pg';
import type { Violation } from '../../lib/server/app/upkeep/ports.ts';

const EXAMPLES = 5;

/**
 * Reads every table and index against its own structure with amcheck, as the server's own account. The extension is
 * there for this look only: the transaction that makes it is rolled back. Undefined where the server does not have it.
 */
export async function checkIndexes(url: string): Promise<readonly Violation[] | undefined> {
	const client = new pg.Client({ connectionString: url, application_name: 'chuan-verify' });
	await client.connect();
	try {
		await client.query('BEGIN');
		const { rows: known } = await client.query(
			`SELECT 1 FROM pg_available_extensions WHERE name = 'amcheck'`
		);
		if (known.length === 0) return undefined;
		await client.query('CREATE EXTENSION IF NOT EXISTS amcheck');
		const { rows } = await client.query<{ name: string; kind: string }>(
			`SELECT c.oid::regclass::text AS name, CASE WHEN c.relkind = 'i' THEN 'index' ELSE 'table' END AS kind
			 FROM pg_class c LEFT JOIN pg_am a ON a.oid = c.relam
			 WHERE c.relpersistence = 'p' AND (c.relkind = 'r' OR (c.relkind = 'i' AND a.amname = 'btree')) ORDER BY 1`
		);
		const wrong: string[] = [];
		for (const { name, kind } of rows) {
			const found = await faultOf(client, name, kind);
			if (found !== undefined) wrong.push(`${name}: ${found}`);
		}
		return wrong.length === 0
			? []
			: [{ check: 'indexes', count: wrong.length, examples: wrong.slice(0, EXAMPLES) }];
	} finally {
		await client.query('ROLLBACK');
		await client.end();
	}
}

async function faultOf(client: pg.Client, name: string, kind: string): Promise<string | undefined> {
	await client.query('SAVEPOINT looked');
	try {
		if (kind === 'index') {
			await client.query('SELECT bt_index_check($1::regclass, true)', [name]);
			return undefined;
		}
		const { rows } = await client.query<{ msg: string }>(
			'SELECT msg FROM verify_heapam($1::regclass, on_error_stop => true) LIMIT 1',
			[name]
		);
		return rows[0]?.msg;
	} catch (thrown) {
		// Damage that stops the reading itself: a wrong checksum, a page that is none.
		if (!(thrown instanceof pg.DatabaseError)) throw thrown;
		await client.query('ROLLBACK TO SAVEPOINT looked');
		return thrown.message;
	}
}
