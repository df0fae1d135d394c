import autocannon from 'autocannon';
import type { Request } from 'autocannon';
import type pg from 'pg';

export interface Measured {
	/** Answered rightly, per second. */
	readonly perSecond: number;
	/** Milliseconds. */
	readonly p50: number;
	readonly p99: number;
	readonly done: number;
	readonly failed: number;
	/** Bytes of one answer on the way, over all of them. */
	readonly bytes?: number;
}

export interface LoadOptions {
	readonly connections: number;
	readonly seconds: number;
}

/** What one connection asks next; undefined when there is nothing left to ask. */
export type Asker = (answered: number) => Request | undefined;

/** Lets autocannon ask: every connection has its own asker, told how many of its questions were answered. */
export async function measureHttp(
	origin: string,
	askerOf: (connection: number) => Asker,
	{ connections, seconds }: LoadOptions
): Promise<Measured> {
	let connection = 0;
	let dry = false;
	const run = autocannon({
		url: origin,
		connections,
		duration: seconds,
		setupClient(client) {
			const ask = askerOf(connection);
			connection += 1;
			let answered = 0;
			const next = (): void => {
				const request = ask(answered);
				if (request === undefined) {
					dry = true;
					run.stop();
				} else client.setRequests([request]);
			};
			const first = ask(0);
			if (first === undefined) throw new Error('there is nothing to ask');
			client.setRequests([first]);
			client.on('response', () => {
				answered += 1;
				if (!dry) next();
			});
		}
	});
	const outcome = await run;
	return {
		perSecond: outcome['2xx'] / outcome.duration,
		p50: outcome.latency.p50,
		p99: outcome.latency.p99,
		done: outcome['2xx'],
		failed: outcome.non2xx + outcome.errors + outcome.timeouts,
		bytes: outcome['2xx'] === 0 ? 0 : outcome.throughput.total / outcome['2xx']
	};
}

/** The same number of askers, straight at the database through a pool as large as the portal's. */
export async function measureDatabase(
	pool: pg.Pool,
	work: (pool: pg.Pool, turn: number) => Promise<void>,
	{ connections, seconds }: LoadOptions
): Promise<Measured> {
	const times: number[] = [];
	const began = performance.now();
	const until = began + seconds * 1000;
	let turn = 0;
	await Promise.all(
		Array.from({ length: connections }, async () => {
			while (performance.now() < until) {
				const started = performance.now();
				await work(pool, turn++);
				times.push(performance.now() - started);
			}
		})
	);
	const elapsed = (performance.now() - began) / 1000;
	times.sort((a, b) => a - b);
	const at = (share: number): number =>
		times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
	return { perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99), done: times.length, failed: 0 };
}
