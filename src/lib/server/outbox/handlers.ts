import { bytesRound, goOnRound, scanRound, uploadRound } from './document-rounds.ts';
import { housekeepingRound } from './housekeeping-round.ts';
import type { QueuedJob, Round } from './job.ts';
import { mailRound } from './mail-round.ts';
import { objectRound } from './object-round.ts';

/** Audit entries that get their place in the chain in one round. */
const SEAL_AT_ONCE = 500;

/** Every queue that the worker serves. */
export const queuedJobs: readonly QueuedJob[] = [];

/** Everything that the worker does again and again. */
export const rounds: readonly Round[] = [
	mailRound,
	housekeepingRound,
	uploadRound,
	goOnRound,
	scanRound,
	bytesRound,
	objectRound,
	{
		name: 'audit-seal',
		pauseMs: 1_000,
		run: (app) => app.db.transaction((tx) => tx.audit.seal(SEAL_AT_ONCE))
	}
];
