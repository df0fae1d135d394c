import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccessWorld } from './access-world.ts';
import type { AccessWorld } from './access-world.ts';

let world: AccessWorld;
let folder: string;
beforeAll(async () => {
	world = await openAccessWorld();
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-witness-'));
});
afterAll(async () => {
	await world.close();
	await rm(folder, { recursive: true, force: true });
});

const get = (place: string): Promise<Response> => fetch(`${world.portal.origin}${place}`);

describe('the public log', () => {
	it('gives a script with the fingerprint that its page shows, and the script finds the log good', async () => {
		const page = await (await get('/nhat-ky-cong-khai')).text();
		const script = Buffer.from(await (await get('/nhat-ky-cong-khai/chuan-witness.mjs')).arrayBuffer());
		const shown = createHash('sha256').update(script).digest('hex').match(/.{8}/g)?.join(' ');
		expect(page).toContain(shown);
		const file = path.join(folder, 'chuan-witness.mjs');
		await writeFile(file, script);
		for (const prefix of ['', '/en']) {
			const url = `${world.portal.origin}${prefix}/nhat-ky-cong-khai`;
			const args = [file, 'watch', url, '--folder', path.join(folder, 'kept')];
			const { stdout } = await promisify(execFile)(process.execPath, args);
			expect(stdout).toContain('GOOD');
		}
	});

	it('says in both languages what it is, with the newest checkpoint and its key', async () => {
		const key = await (await get('/nhat-ky-cong-khai/khoa')).text();
		for (const [place, words] of [
			['/nhat-ky-cong-khai', 'Không chứng minh được gì'],
			['/en/nhat-ky-cong-khai', 'What it does not prove']
		] as const) {
			const page = await (await get(place)).text();
			expect(page).toContain(words);
			expect(page).toContain(key.trim());
		}
	});

	it('keeps what never changes in caches for good, and a checkpoint in none', async () => {
		const checkpoint = await get('/nhat-ky-cong-khai/checkpoint');
		expect(checkpoint.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(checkpoint.headers.get('cache-control')).toBe('no-store');
		const tile = await get('/nhat-ky-cong-khai/tile/0/000.p/1');
		expect(tile.headers.get('content-type')).toBe('application/octet-stream');
		expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
		expect((await tile.arrayBuffer()).byteLength).toBe(32);
		expect((await (await get('/nhat-ky-cong-khai/tile/entries/000.p/2')).arrayBuffer()).byteLength).toBe(68);
	});

	it.each(['0/999', '0/000.p/256', '9/000', 'entries/x/000', '0/..%2f..%2fcheckpoint.pem', '0/%00'])(
		'has no tile %s',
		async (place) => {
			const answer = await get(`/nhat-ky-cong-khai/tile/${place}`);
			expect(answer.status).toBe(404);
			expect(answer.headers.get('cache-control') ?? '').not.toContain('immutable');
		}
	);
});
