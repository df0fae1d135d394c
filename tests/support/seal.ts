import { expect } from 'vitest';
import type { Database } from '../../src/lib/server/app/ports.ts';
import type { TestDatabase } from './database.ts';

/** What the worker does every few seconds, on one bounded lot of entries. */
export async function sealOnce(db: Database): Promise<number> {
	return (await db.transaction((tx) => tx.audit.seal(500, []))).sealed;
}

/**
 * Seals until nothing waits, and tells how many: an open transaction of any database of the server, another test's
 * included, holds the sealer back for a moment.
 */
export async function sealAll(db: Database, owner: TestDatabase['owner']): Promise<number> {
	let count = 0;
	await expect
		.poll(
			async () => {
				count += await sealOnce(db);
				const { rows } = await owner.query<{ waiting: string }>(
					'SELECT count(*) AS waiting FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)'
				);
				return rows[0]?.waiting;
			},
			{ timeout: 60_000, interval: 50 }
		)
		.toBe('0');
	return count;
}
