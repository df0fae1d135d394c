import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeAuditKeys } from '../../src/cli/audit-keys.ts';
import type { App } from '../../src/lib/server/app/ports.ts';
import type { CheckpointBook } from '../../src/lib/server/app/audit/ports.ts';
import { openCheckpointFolder } from '../../src/lib/server/audit/checkpoint-folder.ts';
import { sealRound } from '../../src/lib/server/outbox/seal-round.ts';
import type { TestDatabase } from './database.ts';
import { sealAll } from './seal.ts';

export interface TestLog {
	readonly book: CheckpointBook;
	/** For a portal that shows it. */
	readonly settings: NodeJS.ProcessEnv;
	/** What the worker does each second, until nothing is left. */
	publish(): Promise<void>;
	close(): Promise<void>;
}

/** A folder of checkpoints and tiles, with a key of its own, for the log of a world. */
export async function openTestLog(
	app: Pick<App, 'db' | 'ids'>,
	{ owner }: Pick<TestDatabase, 'owner'>
): Promise<TestLog> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-log-'));
	await makeAuditKeys(folder);
	const keyFile = path.join(folder, 'checkpoint.pem');
	const checkpoints = path.join(folder, 'checkpoints');
	const book = await openCheckpointFolder(checkpoints, await readFile(keyFile, 'utf8'));
	const round = sealRound();
	return {
		book,
		settings: { CHUAN_CHECKPOINTS: checkpoints, CHUAN_CHECKPOINT_KEY: keyFile },
		async publish() {
			await sealAll(app.db, owner);
			await round.run({ ...app, checkpoints: book } as App);
		},
		close: () => rm(folder, { recursive: true, force: true })
	};
}
