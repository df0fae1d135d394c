import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEnvironment, makeAuditKeys, readingEnvironment } from '../../../src/cli/audit-keys.ts';
import { readSettings } from '../../../src/cli/settings.ts';
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

/** All that production asks for, but a database. */
async function audit() {
	const keys = path.join(folder, 'keys');
	await makeAuditKeys(keys);
	return {
		SMTP_URL: 'smtp://127.0.0.1:1',
		CHUAN_AUDIT_KEY: (await readFile(path.join(keys, 'audit.keys'), 'utf8')).trim(),
		CHUAN_CHECKPOINTS: path.join(folder, 'checkpoints'),
		CHUAN_CHECKPOINT_KEY: path.join(keys, 'checkpoint.pem')
	};
}

describe('the keys of the audit log', () => {
	it('are made once, and read by their owner alone', async () => {
		const keys = path.join(folder, 'own');
		await makeAuditKeys(keys);
		const files = ['audit.keys', 'checkpoint.pem', 'checkpoint-public.pem'];
		const read = () => Promise.all(files.map((name) => readFile(path.join(keys, name), 'utf8')));
		const made = await read();
		await makeAuditKeys(keys);
		expect(await read()).toEqual(made);
		for (const name of files) expect((await stat(path.join(keys, name))).mode & 0o777).toBe(0o600);
		await rm(keys, { recursive: true });
	});

	it('of one day can stand behind each other, the newer one first', async () => {
		const made = await Promise.all(
			['first', 'second'].map(async (name) => {
				await makeAuditKeys(path.join(folder, name));
				return readFile(path.join(folder, name, 'audit.keys'), 'utf8');
			})
		);
		const CHUAN_AUDIT_KEY = made.reverse().join('');
		const settings = readSettings({ ...(await audit()), CHUAN_AUDIT_KEY }, [], folder);
		expect((await auditEnvironment(settings)).proves).toBe(true);
	});

	it('lie beside the database of a demonstration, which says that they prove nothing', async () => {
		const settings = readSettings({ CHUAN_DATA: path.join(folder, 'demo') }, [], folder);
		const { env, proves } = await auditEnvironment(settings);
		expect(proves).toBe(false);
		expect(env['CHUAN_CHECKPOINTS']).toBe(path.join(folder, 'demo', 'audit', 'checkpoints'));
		expect(await readingEnvironment(settings)).toEqual(env);
		await rm(path.join(folder, 'demo'), { recursive: true });
	});

	it('are refused when they cannot be read, without being repeated', async () => {
		const settings = readSettings({ ...(await audit()), CHUAN_AUDIT_KEY: 'k1:geheim' }, [], folder);
		await expect(auditEnvironment(settings)).rejects.toThrow(
			/CHUAN_AUDIT_KEY cannot be used: an audit key is written/
		);
		await expect(auditEnvironment(settings)).rejects.not.toThrow(/geheim/);
		// A command that only reads says it in the same words.
		await expect(readingEnvironment(settings)).rejects.toThrow(/CHUAN_AUDIT_KEY cannot be used/);
		const missing = readSettings({ ...(await audit()), CHUAN_CHECKPOINT_KEY: '/nowhere.pem' }, [], folder);
		await expect(auditEnvironment(missing)).rejects.toThrow(/CHUAN_CHECKPOINT_KEY cannot be used: ENOENT/);
	});
});

describe('production', () => {
	it('refuses to start without a mail server, in both languages, before it touches anything', async () => {
		const { code, said } = await start({});
		expect(code).toBe(1);
		expect(said).toContain('Chế độ vận hành cần một máy chủ thư: hãy đặt SMTP_URL.');
		expect(said).toContain('Production needs a mail server: set SMTP_URL.');
		expect(await readdir(folder)).not.toContain('data');
	});

	it('refuses an address that is no mail server’s, without repeating it', async () => {
		const { code, said } = await start({ SMTP_URL: 'https://user:geheim@mail.example' });
		expect(code).toBe(1);
		expect(said).toContain('SMTP_URL is not a valid address.');
		expect(said).not.toContain('geheim');
	});

	it.each([
		['CHUAN_AUDIT_KEY_FILE', { CHUAN_AUDIT_KEY: '' }],
		['CHUAN_CHECKPOINT_KEY', { CHUAN_CHECKPOINT_KEY: '' }],
		['CHUAN_CHECKPOINTS', { CHUAN_CHECKPOINTS: '' }]
	])('refuses to start without %s, before it touches anything', async (name, lacking) => {
		const { code, said } = await start({ ...(await audit()), ...lacking });
		expect(code).toBe(1);
		expect(said).toContain(`Chế độ vận hành cần ${name}: nhật ký phải được ký`);
		expect(said).toContain(`Production needs ${name}: the audit log is marked with a key`);
		expect(await readdir(folder)).not.toContain('data');
	});

	it('goes on to its database where a mail server and the keys of the audit log are named', async () => {
		const { said } = await start(await audit());
		expect(said).not.toContain('Production needs a mail server');
		expect(said).toContain('DATABASE_URL');
	});

	it('refuses an https address without the proxies before it, in both languages', async () => {
		const env = { ...(await audit()), ORIGIN: 'https://chuan.example.vn' };
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
		const { SMTP_URL, CHUAN_AUDIT_KEY, ...checkpoints } = await audit();
		await expect(buildApp({ ...env, SMTP_URL }, 'test')).rejects.toThrow(/CHUAN_AUDIT_KEY is not set/);
		await expect(buildApp({ ...env, SMTP_URL, CHUAN_AUDIT_KEY }, 'test')).rejects.toThrow(
			/CHUAN_CHECKPOINTS and CHUAN_CHECKPOINT_KEY are not set/
		);
		const app = await buildApp({ ...env, SMTP_URL, CHUAN_AUDIT_KEY, ...checkpoints }, 'test');
		expect(app.checkpoints).toBeDefined();
		await app.db.close();
	});
});
