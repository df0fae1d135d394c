/** `CHUAN_DEMO=1` on a database of one's own: the demonstration is made there, and never in production. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/server-process.ts';
import { root } from '../../support/source-files.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
	database = await freshDatabase();
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-demo-'));
});
afterAll(async () => {
	await database.close();
	await rm(folder, { recursive: true, force: true });
});

/** A step of the world that is made. */
const STEP = /^ +\d+\/\d+ /m;

/** Runs a command until it ends, or until it has begun to make the demonstration, which is long. */
async function said(script: string, env: NodeJS.ProcessEnv, args: readonly string[] = []): Promise<string> {
	const child = spawn(
		path.join(root, 'node_modules/.bin/node'),
		[path.join(root, 'src/cli', script), ...args],
		{
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				...{ PATH: process.env['PATH'], CHUAN_DATA: path.join(folder, 'data'), CHUAN_DEMO: '1' },
				...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
				PORT: String(await freePort()),
				...env
			}
		}
	);
	let text = '';
	const read = (part: Buffer): void => {
		text += part.toString();
		if (STEP.test(text)) child.kill('SIGTERM');
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	await new Promise((resolve) => child.once('close', resolve));
	return text;
}

describe('a demonstration on a database of one’s own', () => {
	it('is refused in production, whatever asks for it', async () => {
		const env = { NODE_ENV: 'production', SMTP_URL: 'smtp://127.0.0.1:1' };
		expect(await said('seed.ts', env, ['--demo'])).toContain(
			'Demonstration accounts are never made in production mode on a real database.'
		);
	});

	it('is made where production was not asked for', async () => {
		expect(await said('supervise.ts', {})).toMatch(STEP);
	});
});
