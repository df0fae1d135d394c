import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/lib/server/app/ports.ts';
import type { TestDatabase } from './database.ts';

const PATIENCE_MS = 60_000;
const AGAIN_MS = 50;

/** What the worker does every few seconds, on one bounded lot of entries. */
export async function sealOnce(db: Database): Promise<number> {
	return (await db.transaction((tx) => tx.audit.seal(500, []))).sealed;
}

/**
 * Seals until nothing waits, and tells how many: an open transaction of any database of the server, another test's
 * included, holds the sealer back for a moment.
 */
export async function sealAll(db: Database, owner: TestDatabase['owner']): Promise<number> {
	const until = Date.now() + PATIENCE_MS;
	for (let count = 0; ; await pause(AGAIN_MS)) {
		count += await sealOnce(db);
		const { rows } = await owner.query<{ waiting: number }>(
			'SELECT count(*)::int AS waiting FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)'
		);
		const waiting = rows[0]?.waiting ?? 0;
		if (waiting === 0) return count;
		if (Date.now() > until) throw new Error(`${waiting} entries are not sealed`);
	}
}
