import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepRunning } from '../../../src/cli/children.ts';
import { holdDataFolder } from '../../../src/cli/data-folder.ts';
import { startEmbeddedPostgres } from '../../../src/cli/embedded-postgres.ts';
import { keepPostgres } from '../../../src/cli/kept-postgres.ts';
import type { KeptPostgres } from '../../../src/cli/kept-postgres.ts';
import { isZombie, lives, statOf } from '../../../src/cli/process-life.mjs';
import { RestartDelay } from '../../../src/cli/restart-delay.ts';
import { root } from '../../support/source-files.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-recovery-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A process that has ended and whose parent never asks for its end. */
async function makeZombie(): Promise<{ readonly pid: number; readonly parent: ChildProcess }> {
	const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 120'], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	const [said] = (await once(parent.stdout, 'data')) as [Buffer];
	const pid = Number(said.toString());
	while (!isZombie(pid)) await pause(10);
	return { pid, parent };
}

describe('a zombie', () => {
	let zombie: Awaited<ReturnType<typeof makeZombie>>;
	beforeEach(async () => (zombie = await makeZombie()));
	afterEach(() => zombie.parent.kill('SIGKILL'));

	it('does not live, though its number answers', () => {
		expect(process.kill(zombie.pid, 0)).toBe(true);
		expect(lives(zombie.pid)).toBe(false);
		expect(lives(process.pid)).toBe(true);
	});

	it('does not hold the data folder', async () => {
		const began = statOf(zombie.pid)?.[19];
		await writeFile(
			path.join(folder, 'holder.json'),
			JSON.stringify({ pid: zombie.pid, began, origin: 'http://localhost:1', host: os.hostname() })
		);
		const held = await holdDataFolder(folder, 'http://localhost:2');
		expect(JSON.parse(await readFile(path.join(folder, 'holder.json'), 'utf8'))).toMatchObject({
			pid: process.pid
		});
		await held.release();
	});

	it('that was a database server does not keep the next one from starting', async () => {
		const options = { clusterFolder: path.join(folder, 'postgres'), logFile: path.join(folder, 'log') };
		const first = await startEmbeddedPostgres(options);
		const pidFile = path.join(options.clusterFolder, 'postmaster.pid');
		const lines = (await readFile(pidFile, 'utf8')).split('\n');
		const { uid, gid } = await stat(pidFile);
		await first.stop();
		await writeFile(pidFile, [String(zombie.pid), ...lines.slice(1)].join('\n'), { mode: 0o600 });
		await chown(pidFile, uid, gid);
		const second = await startEmbeddedPostgres(options);
		await second.stop();
	});
});

it('waits at most five seconds before a start, however often a process fails', () => {
	const delays = new RestartDelay();
	expect(Array.from({ length: 8 }, () => delays.after(100))).toEqual([
		500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000
	]);
	expect(delays.after(60_000)).toBe(500);
});

describe('the database of the demonstration', () => {
	let place: string;
	let server: KeptPostgres;
	beforeAll(async () => {
		place = await mkdtemp(path.join(os.tmpdir(), 'chuan-kept-'));
		server = await keepPostgres({
			clusterFolder: path.join(place, 'postgres'),
			logFile: path.join(place, 'log')
		});
	});
	afterAll(async () => {
		await server.stop();
		await rm(place, { recursive: true, force: true });
	});

	async function ask(sql: string): Promise<unknown[]> {
		const client = new pg.Client({ connectionString: server.url('postgres', 'postgres') });
		// Its end is told to the query too.
		client.on('error', () => undefined);
		await client.connect();
		try {
			return (await client.query<Record<string, unknown>>(sql)).rows;
		} finally {
			await client.end();
		}
	}
	const postmaster = async (): Promise<number> =>
		Number((await readFile(path.join(place, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

	async function untilAnswering(): Promise<void> {
		for (;;) {
			try {
				await ask('SELECT 1');
				return;
			} catch (thrown) {
				if (!(thrown instanceof Error)) throw thrown;
			}
			await pause(50);
		}
	}

	it('comes back at the same address after a kill, with all that was committed', async () => {
		await ask('CREATE TABLE kept AS SELECT 7 AS number');
		for (let time = 0; time < 3; time++) {
			const killed = await postmaster();
			process.kill(killed, 'SIGKILL');
			while (lives(killed)) await pause(10);
			await untilAnswering();
			expect(await postmaster()).not.toBe(killed);
			expect(await ask('SELECT number FROM kept')).toEqual([{ number: 7 }]);
		}
	});

	it('stops for good when it is told while it is starting again', async () => {
		const other = await mkdtemp(path.join(os.tmpdir(), 'chuan-kept-'));
		const kept = await keepPostgres({
			clusterFolder: path.join(other, 'postgres'),
			logFile: path.join(other, 'log')
		});
		const pidFile = path.join(other, 'postgres', 'postmaster.pid');
		process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
		await pause(600);
		await kept.stop();
		await expect(
			new pg.Client({ connectionString: kept.url('postgres', 'postgres') }).connect()
		).rejects.toThrow('ENOENT');
		await rm(other, { recursive: true, force: true });
	});
});

it('replaces a child that hangs, and leaves one alone that does not know the question', async () => {
	const said = path.join(folder, 'said');
	const child = (answers: boolean) =>
		`import { appendFileSync } from 'node:fs';
		 ${answers ? `import { answerHeartbeat } from ${JSON.stringify(path.join(root, 'src/cli/heartbeat.ts'))}; answerHeartbeat();` : ''}
		 appendFileSync(${JSON.stringify(said)}, process.pid + ${JSON.stringify(answers ? ' answers\n' : ' is deaf\n')});
		 process.on('message', () => {});
		 setInterval(() => {}, 1000);`;
	const start = (answers: boolean) =>
		keepRunning({
			name: 'child',
			program: path.join(root, 'node_modules/.bin/node'),
			args: ['--input-type=module', '-e', child(answers)],
			cwd: root,
			env: process.env
		});
	const kept = [start(true), start(false)];
	const pids = async (word: string): Promise<number[]> =>
		(await readFile(said, 'utf8').catch(() => ''))
			.split('\n')
			.filter((line) => line.endsWith(word))
			.map((line) => Number(line.split(' ')[0]));
	try {
		while ((await pids('answers')).length === 0 || (await pids('deaf')).length === 0) await pause(50);
		// It has answered once: it is a child that knows the question.
		await pause(5_000);
		const [hanging = 0] = await pids('answers');
		process.kill(hanging, 'SIGSTOP');
		while ((await pids('answers')).length < 2) await pause(100);
		expect(lives(hanging)).toBe(false);
		expect(await pids('deaf')).toHaveLength(1);
	} finally {
		await Promise.all(kept.map((one) => one.stop(1_000)));
	}
});
