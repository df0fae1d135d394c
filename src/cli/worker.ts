/** The worker process: queued jobs and rounds, away from the pages. Any number of them may run side by side. */
import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import type { App } from '../lib/server/app/ports.ts';
import { buildApp } from '../lib/server/container.ts';
import { isDatabaseAway } from '../lib/server/db/database-away.ts';
import { JOB_SCHEMA } from '../lib/server/db/job-schema.ts';
import { queuedJobs, rounds } from '../lib/server/outbox/handlers.ts';
import type { Round } from '../lib/server/outbox/job.ts';
import { answerHeartbeat } from './heartbeat.ts';

const log = pino({ name: 'worker' });
/** After a failed round, ms: the database may be restarting. */
const PAUSE_AFTER_FAILURE_MS = 5_000;
const STOP_WITHIN_MS = 6_000;

const ended = new AbortController();

async function rest(ms: number): Promise<void> {
	try {
		await pause(ms, undefined, { signal: ended.signal });
	} catch (thrown) {
		// Told to stop while resting: the loop sees it.
		if (!ended.signal.aborted) throw thrown;
	}
}

async function repeat(app: App, round: Round): Promise<void> {
	while (!ended.signal.aborted) {
		try {
			const done = await round.run(app);
			if (done === 0) await rest(round.pauseMs);
		} catch (thrown) {
			// Nothing is wrong with a round that the database was away for: the next one does its work.
			if (isDatabaseAway(thrown)) log.warn({ err: thrown, round: round.name }, 'database away');
			else log.error({ err: thrown, round: round.name }, 'round failed');
			await rest(PAUSE_AFTER_FAILURE_MS);
		}
	}
}

async function serveQueues(app: App): Promise<PgBoss> {
	const boss = new PgBoss({
		connectionString: process.env['DATABASE_URL'] ?? '',
		application_name: 'chuan-jobs',
		schema: JOB_SCHEMA,
		max: 4,
		// The tables are the owner's: made at the start of the portal, not by the worker.
		migrate: false,
		createSchema: false
	});
	boss.on('error', (error) => {
		log.error({ err: error }, 'job queue');
	});
	await boss.start();
	for (const job of queuedJobs) {
		await boss.createQueue(job.queue);
		await boss.work(job.queue, { localConcurrency: job.concurrency, batchSize: 1 }, async (batch) => {
			for (const { data } of batch) await job.run(app, data);
		});
	}
	return boss;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		ended.abort();
	});
}
// The supervisor is gone: nobody would stop or restart this process any more.
process.on('disconnect', () => {
	ended.abort();
});

answerHeartbeat();
const app = await buildApp(process.env, 'chuan-worker');
const boss = await serveQueues(app);
await Promise.all(rounds.map((round) => repeat(app, round)));
await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS, close: true });
await app.db.close();
process.exit();
