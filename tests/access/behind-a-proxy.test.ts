import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUploadWorld } from '../integration/uploads/upload-world.ts';
import type { UploadWorld } from '../integration/uploads/upload-world.ts';
import { askOver, findNginx, PORTAL_NAME, startNginx } from '../support/nginx.ts';
import type { Nginx } from '../support/nginx.ts';
import { keepSignedIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

const program = await findNginx();
const ORIGIN = `https://${PORTAL_NAME}`;

let world: UploadWorld;
let folder: string;
let webs: Portal[] = [];
let nginx: Nginx;
let cookie: string;

beforeAll(async () => {
	if (program === null) return;
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-proxy-'));
	world = await openUploadWorld();
	const settings = { ORIGIN, TRUSTED_PROXIES: '127.0.0.1, 127.0.0.2' };
	webs = await Promise.all([1, 2].map(() => startPortal(world.database, folder, settings)));
	const [one = 0, two = 0] = webs.map(({ origin }) => Number(new URL(origin).port));
	nginx = await startNginx(program, [one, two]);
	const token = 'p'.repeat(32);
	await keepSignedIn(world.database, world.editor.accountId, token);
	cookie = `__Host-chuan_session=${token}`;
});
afterAll(async () => {
	if (program === null) return;
	await nginx.stop();
	await Promise.all(webs.map((web) => web.close()));
	await world.close();
	await rm(folder, { recursive: true, force: true });
});

const FORM = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };

/** The networks that the trail gives for tries at this account. */
async function networksOf(email: string): Promise<string[]> {
	const { rows } = await world.database.owner.query<{ network: string }>(
		`SELECT d.content -> 'after' ->> 'network' AS network FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
		 WHERE e.action = 'sign_in' AND e.object_id = (SELECT id::text FROM account WHERE email = $1) ORDER BY e.at`,
		[email]
	);
	return rows.map(({ network }) => network);
}

const tryToEnter = (email: string): string => new URLSearchParams({ email, password: 'sai rồi' }).toString();

/** An account by its address, so that each test reads its own entries. */
async function accountOf(email: string): Promise<string> {
	await world.database.owner.query(`UPDATE account SET email = $2, password_hash = '' WHERE id = $1`, [
		world.stranger.accountId,
		email
	]);
	return email;
}

describe.skipIf(program === null)('behind nginx with TLS', () => {
	it('knows each sender by his own address, whatever he writes into the header', async () => {
		const email = await accountOf('mot@donvi.example');
		for (const forged of [undefined, '203.0.113.9', '127.0.0.1', 'unknown, <x>', '203.0.113.9, 127.0.0.2']) {
			const answer = await askOver(nginx, {
				from: '127.0.5.7',
				path: '/dang-nhap',
				method: 'POST',
				headers: { ...FORM, ...(forged === undefined ? {} : { 'x-forwarded-for': forged }) },
				body: tryToEnter(email)
			});
			expect(answer.status).toBe(400);
		}
		expect(await networksOf(email)).toEqual(Array.from({ length: 5 }, () => '127.0.5.0/24'));
	});

	it('looks through two proxies in a row, and believes nobody who is none', async () => {
		const email = await accountOf('hai@donvi.example');
		const post = { path: '/dang-nhap', method: 'POST', body: tryToEnter(email) };
		const headers = { ...FORM, 'x-forwarded-for': '203.0.113.9' };
		await askOver(nginx, { ...post, headers, from: '127.0.6.8', port: nginx.ports.before });
		const direct = plainRequest(`${webs[0]?.origin ?? ''}/dang-nhap`, {
			...{ method: 'POST', headers, localAddress: '127.0.7.9' }
		});
		direct.end(post.body);
		const [answer] = (await once(direct, 'response')) as [NodeJS.ReadableStream];
		answer.resume();
		await once(answer, 'end');
		expect((await networksOf(email)).slice(-2)).toEqual(['127.0.6.0/24', '127.0.7.0/24']);
	});

	it('answers to its own name only, and sends plain http on to it', async () => {
		await expect(
			askOver(nginx, { from: '127.0.5.7', path: '/', servername: 'other.example' })
		).rejects.toThrow(/unrecognized name|handshake/i);
		const plain = plainRequest({ port: nginx.ports.plain, host: '127.0.0.1', path: '/ket-qua' });
		plain.setHeader('host', PORTAL_NAME);
		plain.end();
		const [answer] = (await once(plain, 'response')) as [IncomingMessage];
		expect([answer.statusCode, answer.headers.location]).toEqual([301, `${ORIGIN}/ket-qua`]);
		answer.resume();
	});

	it('keeps to https in the browser, and its cookies to this host', async () => {
		const page = await askOver(nginx, { from: '127.0.5.7', path: '/viec-can-lam', headers: { cookie } });
		expect(page.status).toBe(200);
		expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
		const away = await askOver(nginx, {
			...{
				from: '127.0.5.7',
				path: '/dang-nhap',
				headers: { cookie: `__Host-chuan_session=${'x'.repeat(32)}` }
			}
		});
		const [set = ''] = away.headers['set-cookie'] ?? [];
		expect(set).toMatch(/^__Host-chuan_session=;.*Path=\/;/);
		expect(set).toMatch(/HttpOnly; Secure; SameSite=Lax$/);
		expect(set).not.toMatch(/Domain=/i);
	});

	it('asks the two web processes over connections that it keeps', async () => {
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		const ask = () => askOver(nginx, { from: '127.0.5.7', path: '/health', agent });
		for (let i = 0; i < 4; i += 1) expect((await ask()).status).toBe(200);
		const kept = await linesTo(webs, ESTABLISHED);
		const ended = (await linesTo(webs, ENDED)).length;
		for (let i = 0; i < 40; i += 1) expect((await ask()).status).toBe(200);
		// Longer than Node would keep them by itself.
		await new Promise((resolve) => setTimeout(resolve, 6_500));
		expect(await linesTo(webs, ESTABLISHED)).toEqual(expect.arrayContaining(kept));
		expect((await linesTo(webs, ENDED)).length - ended).toBeLessThan(5);
		expect((await ask()).status).toBe(200);
		agent.destroy();
	});

	it('brings pieces of an upload as they are sent: what a broken line has brought counts', async () => {
		const bytes = Buffer.alloc(900_000, 'x');
		const tus = { 'tus-resumable': '1.0.0', origin: ORIGIN, cookie };
		const metadata = Object.entries({
			applicationId: world.applicationId,
			itemKey: 'request',
			filename: 'don.pdf'
		}).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
		const begun = await askOver(nginx, {
			from: '127.0.5.7',
			path: '/api/tai-len',
			method: 'POST',
			headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata.join(',') }
		});
		expect(begun.status, begun.body.toString()).toBe(201);
		const where = begun.headers.location ?? '';
		const piece = request({
			host: '127.0.0.1',
			port: nginx.ports.tls,
			servername: PORTAL_NAME,
			ca: nginx.certificate,
			path: where,
			method: 'PATCH',
			headers: {
				...tus,
				host: PORTAL_NAME,
				'content-type': 'application/offset+octet-stream',
				'upload-offset': '0',
				'content-length': String(bytes.length)
			}
		});
		piece.on('error', () => undefined);
		piece.write(bytes.subarray(0, 400_000));
		// It arrives while the request is still under way.
		let arrived = 0;
		for (let i = 0; i < 100 && arrived < 262_144; i += 1) {
			await new Promise((resolve) => setTimeout(resolve, 50));
			const head = await askOver(nginx, { from: '127.0.5.7', path: where, method: 'HEAD', headers: tus });
			arrived = Number(head.headers['upload-offset']);
		}
		expect(arrived).toBeGreaterThanOrEqual(262_144);
		piece.destroy();
		expect(arrived).toBeLessThan(bytes.length);
	});

	it('goes on with one of the two when the other is gone', async () => {
		await webs[1]?.close();
		for (let i = 0; i < 10; i += 1) {
			const answer = await askOver(nginx, { from: '127.0.5.7', path: '/dang-nhap' });
			expect(answer.status).toBe(200);
		}
	});
});

/** States of a line in the system's table: in use, and closed by its near end a moment ago. */
const ESTABLISHED = '01';
const ENDED = '06';

/** The near ends of lines from this machine's proxy to the web processes. */
async function linesTo(portals: readonly Portal[], state: string): Promise<string[]> {
	const ports = portals.map(({ origin }) =>
		Number(new URL(origin).port).toString(16).toUpperCase().padStart(4, '0')
	);
	const table = await readFile('/proc/net/tcp', 'utf8');
	return table
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter(
			([, near = '', far = '', its]) =>
				its === state && near.startsWith('0100007F') && ports.some((port) => far.endsWith(`:${port}`))
		)
		.map(([, near = '']) => near);
}
