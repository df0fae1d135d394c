import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { pagesPdf, sampleEncryptedPdf, scriptedPdf } from '../support/sample-files.ts';
import { dossierToJudge, drawn, firstLook, OFFICER } from './reading.ts';
import { wordsOf } from './stage.ts';
import { open, says } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** Nothing that a file holds runs, asks or leaves. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let dossier = '';

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
	dossier = await dossierToJudge(stage);
});

afterAll(async () => {
	await stage.close();
});

/** A window whose every file is `bytes`; what it asks for and opens by itself is kept. */
async function withFile(bytes: Buffer, mediaType = 'application/pdf') {
	// What is refused here is said on the console; no other window may say it.
	const context = await stage.browser.newContext({ baseURL: stage.origin });
	const page = await context.newPage();
	const { token } = await stage.app.sessions.create(
		found(stage.world.known.accounts.get(OFFICER), OFFICER).accountId
	);
	await context.addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	const dialogs: string[] = [];
	const asked: string[] = [];
	const answered: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
	context.on('page', (opened) => dialogs.push(opened.url()));
	page.on('download', (download) => dialogs.push(download.url()));
	await page.route('**/api/tai-lieu/**', (route) => {
		const [, from, to] = /bytes=(\d+)-(\d+)/.exec(route.request().headers()['range'] ?? '') ?? [];
		const start = Number(from ?? 0);
		const part = bytes.subarray(start, Number(to ?? bytes.length) + 1);
		const range = `bytes ${String(start)}-${String(start + part.length - 1)}/${String(bytes.length)}`;
		return route.fulfill({
			status: 206,
			contentType: mediaType,
			headers: { 'content-range': range },
			body: part
		});
	});
	await open(page, dossier);
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	page.on('response', (answer) => answered.push(answer.url()));
	await firstLook(page).click();
	return { page, dialogs, asked, answered, close: () => context.close() };
}

describe('a hostile file', () => {
	it('with scripts, launch and form actions runs and opens nothing', async () => {
		const { page, dialogs, asked, close } = await withFile(scriptedPdf());
		const frame = await drawn(page);
		await frame
			.locator('.sheet')
			.first()
			.click({ position: { x: 60, y: 60 } });
		await page.keyboard.press('Enter');
		await expect.poll(() => frame.locator('.textLayer').count()).toBe(1);
		expect(dialogs).toEqual([]);
		expect(
			await frame.evaluate(() => ['pwned', 'app', 'util', 'Doc'].filter((name) => name in globalThis))
		).toEqual([]);
		expect(asked.filter((path) => !/^\/(api\/(tai-lieu|khung-xem)|_app\/immutable)/.test(path))).toEqual([]);
		await close();
	});

	it('that takes over its frame reaches no page, no store, no network and no other frame', async () => {
		const { page, answered, close } = await withFile(scriptedPdf());
		const frame = await drawn(page);
		const before = answered.length;
		const reached = await frame.evaluate(async () => {
			const tries: Record<string, () => unknown> = {
				page: () => parent.document.title,
				frameElement: () => (window.frameElement === null ? Promise.reject(new Error()) : true),
				cookie: () => document.cookie,
				store: () => localStorage.length,
				databases: () => indexedDB.open('x').readyState && Promise.reject(new Error()),
				// Later than the first turn: what drives the browser may itself run any text in that.
				eval: () =>
					new Promise((resolve, reject) => {
						setTimeout(() => {
							try {
								(0, eval)('1');
								resolve(true);
							} catch {
								reject(new Error());
							}
						});
					}),
				fetch: () => fetch('/viec-can-lam'),
				elsewhere: () => fetch('https://example.org/'),
				// It tells nobody whether it left; whoever watches the requests sees it.
				beacon: () => (navigator.sendBeacon('/x'), Promise.reject(new Error())),
				window: () => window.open('/') ?? Promise.reject(new Error()),
				above: () => {
					parent.location.href = 'https://example.org/';
				},
				picture: () =>
					new Promise((resolve, reject) => {
						const image = new Image();
						image.onload = resolve;
						image.onerror = reject;
						image.src = '/favicon.ico';
					}),
				script: () =>
					new Promise((resolve, reject) => {
						const script = document.createElement('script');
						script.onload = resolve;
						script.onerror = reject;
						script.src = '/_app/version.json';
						document.head.append(script);
					}),
				inline: () => {
					const script = document.createElement('script');
					script.textContent = 'globalThis.pwned = 1';
					document.head.append(script);
					return 'pwned' in globalThis ? true : Promise.reject(new Error());
				},
				frame: () =>
					new Promise((resolve, reject) => {
						const inner = document.createElement('iframe');
						inner.src = 'about:blank';
						document.addEventListener('securitypolicyviolation', reject);
						inner.srcdoc = '<script>parent.pwned = 1</script>';
						inner.onload = () => ('pwned' in globalThis ? resolve(true) : reject(new Error()));
						document.body.append(inner);
					}),
				worker: () =>
					new Promise((resolve, reject) => {
						const worker = new Worker('/service-worker.js');
						worker.onmessage = resolve;
						worker.onerror = reject;
					})
			};
			const came: string[] = [];
			for (const [name, attempt] of Object.entries(tries)) {
				try {
					await attempt();
					came.push(name);
				} catch {
					// Refused, as it should be.
				}
			}
			return came;
		});
		expect(reached).toEqual([]);
		expect(answered.slice(before)).toEqual([]);
		expect(page.url()).toContain(dossier);
		await close();
	});

	it.each([
		['encrypted', () => sampleEncryptedPdf(), 'application/pdf'],
		['too_many_pages', () => pagesPdf(2001), 'application/pdf'],
		['damaged', () => Buffer.from('<html><script>alert(1)</script></html>'), 'application/pdf'],
		['too_large', () => pngHead(20_001, 10), 'image/png'],
		['damaged', () => pngHead(10, 10), 'image/png'],
		['not_shown', () => Buffer.from('<script>alert(1)</script>'), 'text/html']
	])('that is %s says so, and can be downloaded', async (why, bytes, mediaType) => {
		const { page, dialogs, close } = await withFile(bytes(), mediaType);
		await says(page, say(`viewer_${why}`));
		expect(await page.locator('.viewer .failed a').getAttribute('href')).toMatch(/\?dong-y=1$/);
		expect(dialogs).toEqual([]);
		await close();
	});

	it('of 2,000 pages opens, and goes to its last page', async () => {
		const { page, close } = await withFile(pagesPdf(2000));
		const frame = await drawn(page);
		await page.locator('.viewer input.number').fill('2000');
		await page.keyboard.press('Enter');
		await frame.locator('[data-page="2000"] canvas').waitFor();
		expect(await frame.locator('.sheet canvas').count()).toBeLessThan(12);
		await close();
	});

	it('the frame itself runs no script but its own, and none of another address', async () => {
		for (const script of [
			'',
			'/x.js',
			'//example.org/x.js',
			'/_app/immutable/workers/../../x.js',
			'/_app/immutable/workers/"><x.js'
		])
			expect(
				(await fetch(`${stage.origin}/api/khung-xem?ma=${encodeURIComponent(script)}`)).status,
				script
			).toBe(404);
		const answer = await fetch(`${stage.origin}/api/khung-xem?ma=/_app/immutable/workers/frame-x.js`);
		expect(answer.headers.get('content-security-policy')).toMatch(
			/^default-src 'none'; .*sandbox allow-scripts$/
		);
	});
});

/** The head of a PNG of this size, and nothing else of it. */
function pngHead(width: number, height: number): Buffer {
	const head = Buffer.alloc(33);
	head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	return head;
}
