import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/lib/server/container.ts';
import { freePort } from '../../support/server-process.ts';
import { root } from '../../support/source-files.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-production-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The supervisor in production on a database that nothing listens at; gives how it ended and what it said. */
async function start(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
	const child = spawn(path.join(root, 'node_modules/.bin/node'), [path.join(root, 'src/cli/supervise.ts')], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env['PATH'],
			NODE_ENV: 'production',
			DATABASE_URL: 'postgresql://chuan_app@127.0.0.1:1/chuan',
			CHUAN_DATA: path.join(folder, 'data'),
			PORT: String(await freePort()),
			...env
		}
	});
	let said = '';
	child.stdout.on('data', (part: Buffer) => (said += part.toString()));
	child.stderr.on('data', (part: Buffer) => (said += part.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, said };
}

describe('production', () => {
	it('refuses to start without a mail server, in both languages, before it touches anything', async () => {
		const { code, said } = await start({});
		expect(code).toBe(1);
		expect(said).toContain('Chế độ vận hành cần một máy chủ thư: hãy đặt SMTP_URL.');
		expect(said).toContain('Production needs a mail server: set SMTP_URL.');
		expect(await readdir(folder)).toEqual([]);
	});

	it('refuses an address that is no mail server’s, without repeating it', async () => {
		const { code, said } = await start({ SMTP_URL: 'https://user:geheim@mail.example' });
		expect(code).toBe(1);
		expect(said).toContain('SMTP_URL is not a valid address.');
		expect(said).not.toContain('geheim');
	});

	it('goes on to its database where a mail server is named', async () => {
		const { said } = await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
		expect(said).not.toContain('Production needs a mail server');
		expect(said).toContain('DATABASE_URL');
	});

	it('refuses an https address without the proxies before it, in both languages', async () => {
		const env = { SMTP_URL: 'smtp://127.0.0.1:1', ORIGIN: 'https://chuan.example.vn' };
		const { code, said } = await start(env);
		expect(code).toBe(1);
		expect(said).toContain(
			'hãy đặt TRUSTED_PROXIES. Thiếu giá trị này, mọi người dùng mang chung một địa chỉ'
		);
		expect(said).toContain('set TRUSTED_PROXIES. Without it all users have one address');
		expect((await start({ ...env, TRUSTED_PROXIES: '127.0.0.1' })).said).toContain('DATABASE_URL');
		expect((await start({ ...env, ORIGIN: 'http://chuan.example.vn' })).said).toContain('DATABASE_URL');
	});

	it('refuses proxies that it cannot read, and the settings of the adapter that it does not follow', async () => {
		const env = { SMTP_URL: 'smtp://127.0.0.1:1' };
		for (const text of ['all', '0', '10.0.0.0/40']) {
			const { code, said } = await start({ ...env, TRUSTED_PROXIES: text });
			expect(code).toBe(1);
			expect(said).toContain(`TRUSTED_PROXIES="${text}" cannot be read.`);
		}
		const { code, said } = await start({ ...env, ADDRESS_HEADER: 'X-Forwarded-For' });
		expect(code).toBe(1);
		expect(said).toContain('Unset ADDRESS_HEADER and set TRUSTED_PROXIES.');
	});

	it('is not built by its processes either', async () => {
		const env = {
			NODE_ENV: 'production',
			DATABASE_URL: 'postgresql://x@127.0.0.1:1/x',
			CHUAN_OBJECTS: folder
		};
		await expect(buildApp(env, 'test')).rejects.toThrow(/SMTP_URL is not set/);
		const https = { ...env, SMTP_URL: 'smtp://127.0.0.1:1', ORIGIN: 'https://chuan.example.vn' };
		await expect(buildApp(https, 'test')).rejects.toThrow(/TRUSTED_PROXIES is not set/);
	});
});
