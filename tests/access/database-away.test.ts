import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSocketFolder, startEmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import { APP_ROLE, DATABASE, OWNER_ROLE } from '../../src/cli/postgres/provision.ts';
import { ensureDatabase, ensureExtensions, ensureRoles } from '../../src/cli/postgres/provision.ts';
import { chooseRunAs } from '../../src/cli/postgres/run-as.ts';
import { applyMigrations } from '../../src/lib/server/db/migrate.ts';
import { startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

let folder: string;
let socketFolder: string;
let server: EmbeddedPostgres;
let portal: Portal;

const start = (): Promise<EmbeddedPostgres> =>
	startEmbeddedPostgres({
		clusterFolder: path.join(folder, 'postgres'),
		logFile: path.join(folder, 'postgres.log'),
		socketFolder
	});

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-away-'));
	socketFolder = await makeSocketFolder(await chooseRunAs());
	server = await start();
	const superuser = server.url('postgres', 'postgres');
	await ensureRoles(superuser);
	await ensureDatabase(superuser, DATABASE);
	await ensureExtensions(server.url('postgres', DATABASE));
	await applyMigrations({ url: server.url(OWNER_ROLE, DATABASE), folder: 'prisma/migrations' });
	portal = await startPortal({ appUrl: server.url(APP_ROLE, DATABASE) });
});
afterAll(async () => {
	await portal.close();
	await server.stop();
	await rm(socketFolder, { recursive: true, force: true });
	await rm(folder, { recursive: true, force: true });
});

const ask = (where: string, init: RequestInit = {}): Promise<Response> =>
	fetch(portal.origin + where, { redirect: 'manual', ...init });
/** A session that nobody has: the portal has to ask the database who it is. */
const cookie = `chuan_session=${'a'.repeat(32)}`;
const html = { accept: 'text/html,*/*', cookie };
const json = { accept: 'application/json', cookie, origin: '' };

describe('while the database is away', () => {
	beforeAll(async () => {
		await (await ask('/health')).body?.cancel();
		json.origin = portal.origin;
		process.kill(server.pid, 'SIGKILL');
		await server.ended;
	});

	it('a page says so kindly, in its language, and asks again by itself', async () => {
		for (const [where, words] of [
			['/dang-nhap', 'Cổng đang tạm ngừng'],
			['/en/dang-nhap', 'The portal is away for a moment']
		] as const) {
			const answer = await ask(where, { headers: html });
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
			expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
			expect(answer.headers.get('cache-control')).toContain('no-store');
			const page = await answer.text();
			expect(page).toContain(words);
			expect(page).toContain('http-equiv="refresh"');
		}
	});

	it('what is posted is told that it is not certain, and does not post again by itself', async () => {
		const body = new URLSearchParams({ email: 'a@b.vn', password: 'x' });
		const answer = await ask('/dang-nhap', {
			method: 'POST',
			headers: { ...html, origin: portal.origin },
			body
		});
		expect(answer.status).toBe(503);
		const page = await answer.text();
		expect(page).toContain('Chưa rõ thao tác vừa rồi');
		expect(page).not.toContain('http-equiv="refresh"');
	});

	it.each([
		['/health', 'GET'],
		['/dang-nhap/__data.json', 'GET'],
		['/api/ho-so/019ac8a4-0000-7000-8000-000000000000/phan/a', 'PATCH']
	])('%s (%s) is answered as JSON', async (where, method) => {
		const answer = await ask(where, {
			method,
			headers: { ...json, 'content-type': 'application/json' },
			...(method === 'PATCH' ? { body: '{}' } : {})
		});
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await answer.json()).toMatchObject({ code: 'temporarily_unavailable' });
	});

	it('nothing in the log calls it a bug', () => {
		expect(portal.said()).toContain('database away');
		expect(portal.said()).not.toContain('"bug"');
	});

	it('and the portal goes on by itself when it is back', async () => {
		server = await start();
		const began = performance.now();
		let status = 0;
		while (status !== 200 && performance.now() - began < 10_000) {
			status = (await ask('/health')).status;
			await pause(50);
		}
		expect(status).toBe(200);
	});
});

it('keeps an idle connection longer than a proxy does', async () => {
	const { port, hostname } = new URL(portal.origin);
	const socket = createConnection({ port: Number(port), host: hostname });
	await once(socket, 'connect');
	socket.write(`GET /health HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
	const [answer] = (await once(socket, 'data')) as [Buffer];
	expect(answer.toString()).toMatch(/keep-alive: timeout=75/i);
	socket.destroy();
});
