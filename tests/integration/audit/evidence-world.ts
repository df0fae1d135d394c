import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { App, Database } from '../../../src/lib/server/app/ports.ts';
import type { AuditFinding, CheckpointBook } from '../../../src/lib/server/app/audit/ports.ts';
import { parseAuditKeys } from '../../../src/lib/server/db/audit-keys.ts';
import type { AuditKeys } from '../../../src/lib/server/db/audit-keys.ts';
import { openCheckpointFolder } from '../../../src/lib/server/audit/checkpoint-folder.ts';
import { openDatabase } from '../../../src/lib/server/db/database.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { sealRound } from '../../../src/lib/server/outbox/seal-round.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { sealAll } from '../../support/seal.ts';

export const SECRET = Buffer.alloc(32, 7).toString('base64');
export const KEYS: AuditKeys = parseAuditKeys(`now:${SECRET}`);

export function checkpointPem(): string {
	return generateKeyPairSync('ed25519', {
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' }
	}).privateKey;
}

export interface EvidenceWorld {
	readonly database: TestDatabase;
	readonly db: Database;
	readonly folder: string;
	readonly book: CheckpointBook;
	readonly pem: string;
	/** Writes entries as the portal does. */
	write(...actions: readonly string[]): Promise<void>;
	/** The worker's round of a process that just began, or of one that is told to go on. */
	round(worker?: ReturnType<typeof sealRound>): Promise<number>;
	/** Everything sealed, and a checkpoint of it written. */
	sealed(): Promise<void>;
	/** As somebody who owns the tables and switches the guards off. */
	tamper(sql: string): Promise<void>;
	findings(): Promise<readonly AuditFinding[]>;
	entryOf(action: string): Promise<string>;
	close(): Promise<void>;
}

export async function evidenceWorld(): Promise<EvidenceWorld> {
	const database = await freshDatabase();
	const db = openDatabase({ url: database.appUrl, applicationName: 'chuan-test', poolSize: 4 }, KEYS);
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-checkpoints-'));
	const pem = checkpointPem();
	const book = await openCheckpointFolder(folder, pem);
	const app = { db, checkpoints: book, ids: identifiers } as unknown as App;
	const round: EvidenceWorld['round'] = (worker = sealRound()) => worker.run(app);
	return {
		database,
		db,
		folder,
		book,
		pem,
		round,
		async write(...actions) {
			for (const action of actions)
				await db.transaction((tx) =>
					tx.audit.append(
						{
							actorId: 'p1',
							grantUsed: 'representative/organisation:o1',
							onBehalfOf: '',
							action,
							outcome: 'done',
							refusal: '',
							objectType: 'application',
							objectId: 'a1',
							requestId: 'r1'
						},
						{ before: { amount: 1n }, after: { amount: 2n } }
					)
				);
		},
		async sealed() {
			await sealAll(db, database.owner);
			await round();
		},
		async tamper(sql) {
			const client = await database.owner.connect();
			try {
				await client.query(
					`ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER;
					 ALTER TABLE audit_detail DISABLE TRIGGER USER; ALTER TABLE audit_log DISABLE TRIGGER USER; ${sql}`
				);
			} finally {
				client.release();
			}
		},
		async findings() {
			const outside = { checkpoints: await book.read(), tiles: book.tiles };
			return (await db.read.audit.verify(0, outside)).findings;
		},
		async entryOf(action) {
			const { rows } = await database.owner.query<{ id: string }>(
				'SELECT id FROM audit_entry WHERE action = $1',
				[action]
			);
			return rows[0]?.id ?? '';
		},
		async close() {
			await db.close();
			await database.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
