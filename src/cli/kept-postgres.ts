import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { makeSocketFolder, startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions, ServerAddress } from './embedded-postgres.ts';
import { chooseRunAs } from './postgres/run-as.ts';
import { RestartDelay } from './restart-delay.ts';

export interface KeptPostgres extends ServerAddress {
	/** Ends the server for good; resolves when it is gone. */
	stop(): Promise<void>;
}

/**
 * Starts the packaged PostgreSQL and starts it again whenever it ends, at the same address, so that who uses it
 * only waits. Throws when the first start fails; a later one is tried again until it succeeds.
 */
export async function keepPostgres(options: EmbeddedPostgresOptions): Promise<KeptPostgres> {
	const socketFolder = await makeSocketFolder(await chooseRunAs());
	const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ ...options, socketFolder });
	const stopping = new AbortController();
	const told = once(stopping.signal, 'abort');
	let server: EmbeddedPostgres;
	try {
		server = await start();
	} catch (thrown) {
		await rm(socketFolder, { recursive: true, force: true });
		throw thrown;
	}

	/** Undefined when it was told to stop meanwhile. */
	async function startAgain(delays: RestartDelay, lived: number): Promise<EmbeddedPostgres | undefined> {
		for (let delay = delays.after(lived); ; delay = delays.after(0)) {
			console.error(`! PostgreSQL đã dừng / ended; khởi động lại sau / restarting in ${delay / 1000} s`);
			await Promise.race([pause(delay), told]);
			if (stopping.signal.aborted) return undefined;
			try {
				return await start();
			} catch (thrown) {
				console.error(thrown instanceof Error ? thrown.message : thrown);
			}
		}
	}
	async function keep(): Promise<void> {
		const delays = new RestartDelay();
		while (!stopping.signal.aborted) {
			const began = performance.now();
			await server.ended;
			if (stopping.signal.aborted) return;
			server = (await startAgain(delays, performance.now() - began)) ?? server;
		}
		await server.stop();
	}
	const kept = keep();

	return {
		url: server.url,
		async stop() {
			stopping.abort();
			await server.stop();
			await kept;
			await rm(socketFolder, { recursive: true, force: true });
		}
	};
}
