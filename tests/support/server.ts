import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { WEB_ENVIRONMENT, WEB_FLAGS } from '../../src/cli/web-flags.ts';
import { endServer, untilAnswering } from './server-process.ts';
import { root } from './source-files.ts';

export interface RunningPortal {
	/** Without a slash at the end. */
	readonly origin: string;
	stop(): Promise<void>;
	/** Ends both processes on the spot, as a power cut would. */
	kill(): Promise<void>;
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
		...WEB_ENVIRONMENT,
		DATABASE_URL: about.databaseUrl,
		CHUAN_OBJECTS: about.objects,
		CHUAN_EMBEDDED: '1',
		LOG_LEVEL: 'error',
		...about.env
	};
	const run = (file: string, flags: readonly string[] = []): ChildProcess =>
		spawn(path.join(root, 'node_modules/.bin/node'), [...flags, path.join(root, 'src/cli', file)], {
			cwd: root,
			env,
			stdio: ['ignore', process.env['PORTAL_LOG'] === '1' ? 'inherit' : 'ignore', 'inherit', 'ipc']
		});
	const web = run('web.mjs', WEB_FLAGS);
	const worker = run('worker.ts');
	const stop = async (): Promise<void> => {
		await Promise.all([endServer(web), endServer(worker)]);
	};
	const kill = async (): Promise<void> => {
		await Promise.all([endServer(web, 'SIGKILL'), endServer(worker, 'SIGKILL')]);
	};
	try {
		await untilAnswering(`${origin}/dang-nhap`, web);
	} catch (thrown) {
		await stop();
		throw thrown;
	}
	return { origin, stop, kill };
}
