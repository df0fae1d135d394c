import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './source-files.ts';

export interface RunningPortal {
	/** Without a slash at the end. */
	readonly origin: string;
	stop(): Promise<void>;
	/** Ends both processes on the spot, as a power cut would. */
	kill(): Promise<void>;
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, 'localhost');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	return address.port;
}

async function untilAnswering(origin: string, child: ChildProcess): Promise<void> {
	while (child.exitCode === null) {
		try {
			const answer = await fetch(`${origin}/dang-nhap`, { signal: AbortSignal.timeout(10_000) });
			await answer.body?.cancel();
			return;
		} catch (thrown) {
			// Nobody listens yet; anything else is a fault.
			if (!(thrown instanceof TypeError) && !(thrown instanceof DOMException)) throw thrown;
		}
		await pause(100);
	}
	throw new Error(`the web process ended with ${String(child.exitCode)}`);
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill(signal);
	const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await ended;
	clearTimeout(late);
}

/**
 * The production build with its worker, on a database that is there already. `npm test` has built it; a stale
 * build tests yesterday's pages. `port` from freePort: links in letters carry the address, so it has to be known beforehand.
 */
export async function startPortal(about: {
	readonly databaseUrl: string;
	readonly objects: string;
	readonly port: number;
	readonly env?: NodeJS.ProcessEnv;
}): Promise<RunningPortal> {
	if (!existsSync(path.join(root, 'build', 'index.js'))) throw new Error('there is no build: npm run build');
	const origin = `http://localhost:${about.port}`;
	const env: NodeJS.ProcessEnv = {
		...process.env,
		NODE_ENV: 'production',
		PORT: String(about.port),
		HOST: 'localhost',
		ORIGIN: origin,
		BODY_SIZE_LIMIT: '10M',
		DATABASE_URL: about.databaseUrl,
		CHUAN_OBJECTS: about.objects,
		CHUAN_EMBEDDED: '1',
		LOG_LEVEL: 'error',
		...about.env
	};
	const run = (file: string): ChildProcess =>
		spawn(path.join(root, 'node_modules/.bin/node'), [path.join(root, 'src/cli', file)], {
			cwd: root,
			env,
			stdio: ['ignore', process.env['PORTAL_LOG'] === '1' ? 'inherit' : 'ignore', 'inherit', 'ipc']
		});
	const web = run('web.mjs');
	const worker = run('worker.ts');
	const stop = async (): Promise<void> => {
		await Promise.all([end(web), end(worker)]);
	};
	const kill = async (): Promise<void> => {
		await Promise.all([end(web, 'SIGKILL'), end(worker, 'SIGKILL')]);
	};
	try {
		await untilAnswering(origin, web);
	} catch (thrown) {
		await stop();
		throw thrown;
	}
	return { origin, stop, kill };
}
