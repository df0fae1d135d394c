/** The worker process: rounds, away from the pages. Any number of them may run side by side. */
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import type { App } from '../lib/server/app/ports.ts';
import { buildApp } from '../lib/server/container.ts';
import { isDatabaseAway } from '../lib/server/db/database-away.ts';
import { rounds } from '../lib/server/outbox/handlers.ts';
import type { Round } from '../lib/server/outbox/round.ts';
import { answerHeartbeat } from './heartbeat.ts';

const log = pino({ name: 'worker' });
/** After a failed round, ms: the database may be restarting. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

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
await Promise.all(rounds.map((round) => repeat(app, round)));
await app.db.close();
process.exit();
