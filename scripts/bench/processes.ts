import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { WEB_ENVIRONMENT, WEB_FLAGS } from '../../src/cli/web-flags.ts';
import { endServer, freePort, untilAnswering } from '../../tests/support/server-process.ts';
import { processorOf } from './processor.ts';
import type { BenchWorld } from './world.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A statement as the portal sent it. */
export interface Statement {
	readonly text: string;
	readonly values: readonly unknown[];
}

export interface Served {
	readonly origin: string;
	/** What was sent to the database since the last look; only of a process that records. */
	statements(): readonly Statement[];
	/** Bytes now, and at their most; undefined where the system does not say. */
	memory(): { readonly now: number; readonly most: number } | undefined;
	/** Milliseconds of processor that it has used; undefined where the system does not say. */
	processor(): number | undefined;
	stop(): Promise<void>;
}

function memoryOf(pid: number): { now: number; most: number } | undefined {
	if (process.platform !== 'linux') return undefined;
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const kilobytes = (name: string): number =>
		Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0);
	return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 };
}

async function serve(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Served> {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const child = spawn(process.execPath, args, {
		cwd: root,
		env: {
			...process.env,
			...env,
			NODE_ENV: 'production',
			PORT: String(port),
			HOST: 'localhost',
			ORIGIN: origin
		},
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		serialization: 'advanced'
	});
	let seen: Statement[] = [];
	child.on('message', (message) => seen.push(message as Statement));
	const stop = (): Promise<void> => endServer(child);
	try {
		await untilAnswering(origin, child);
	} catch (thrown) {
		await stop();
		throw thrown;
	}
	return {
		origin,
		statements() {
			const taken = seen;
			seen = [];
			return taken;
		},
		memory: () => memoryOf(child.pid ?? 0),
		processor: () => processorOf(child.pid ?? 0),
		stop
	};
}

/** The worker beside the portal: it serves nobody, and its memory counts. */
export function runWorker(world: BenchWorld): Pick<Served, 'memory' | 'stop'> {
	const child = spawn(process.execPath, [path.join(root, 'src/cli/worker.ts')], {
		cwd: root,
		env: { ...process.env, ...portalEnvironment(world), NODE_ENV: 'production' },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc']
	});
	return { memory: () => memoryOf(child.pid ?? 0), stop: () => endServer(child) };
}

function portalEnvironment(world: BenchWorld): NodeJS.ProcessEnv {
	return {
		DATABASE_URL: world.appUrl,
		CHUAN_OBJECTS: world.objects,
		CHUAN_EMBEDDED: '1',
		...WEB_ENVIRONMENT
	};
}

/** The production build on the bench's database, optionally telling what it asks the database. */
export function servePortal(world: BenchWorld, recording = false): Promise<Served> {
	const recorder = path.join(import.meta.dirname, 'record-queries.mjs');
	return serve(
		[...WEB_FLAGS, ...(recording ? ['--import', recorder] : []), path.join(root, 'src/cli/web.mjs')],
		portalEnvironment(world)
	);
}

/** tests/bench/bare: one page of SvelteKit with nothing in it, the measure of what rendering costs at least. */
export async function serveBare(): Promise<Served> {
	const sources = path.join(root, 'tests/bench/bare');
	const entry = path.join(root, '.bench/bare/index.js');
	const lock = path.join(root, 'package-lock.json');
	if (!existsSync(entry) || statSync(entry).mtimeMs < statSync(lock).mtimeMs) {
		const build = spawn(
			process.execPath,
			[path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
			{ cwd: sources, stdio: ['ignore', 'ignore', 'inherit'] }
		);
		await once(build, 'exit');
		if (build.exitCode !== 0) throw new Error('the bare page could not be built');
	}
	return serve([entry], {});
}
