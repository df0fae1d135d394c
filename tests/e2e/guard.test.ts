import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser, watchPage } from '../support/browser.ts';

const ORIGIN = 'http://chuan.test';

let browser: Browser;

beforeAll(async () => {
	browser = await openBrowser();
});

afterAll(() => browser.close());

/** What is noted about a page with this body; `/missing.*` is 404, `/broken` 500, anything else empty. */
async function notedOf(body: string, policy = ''): Promise<readonly string[]> {
	const faults: string[] = [];
	const page = await browser.newPage();
	watchPage(page, faults);
	await page.route(`${ORIGIN}/**`, (route) => {
		const { pathname } = new URL(route.request().url());
		if (pathname === '/') {
			const html = { contentType: 'text/html', body: `<!doctype html>${body}` };
			return route.fulfill(
				policy === '' ? html : { ...html, headers: { 'content-security-policy': policy } }
			);
		}
		const status = pathname.startsWith('/missing') ? 404 : pathname === '/broken' ? 500 : 200;
		return route.fulfill({ status, body: '' });
	});
	await page.goto(`${ORIGIN}/`, { waitUntil: 'networkidle' });
	await page.close();
	return faults;
}

describe('what a page may not do', () => {
	it.each([
		['an uncaught error', '<script>throw new Error("planted")</script>', 'planted'],
		['an error on the console', '<script>console.error("planted")</script>', 'console error: planted'],
		[
			'a page that does not fit its HTML',
			'<script>console.warn("https://svelte.dev/e/hydration_mismatch")</script>',
			'hydration_mismatch'
		],
		['a picture that is not there', '<img src="/missing.png" alt="">', '404 http://chuan.test/missing.png'],
		['a script that is not there', '<script src="/missing.js"></script>', '404 http://chuan.test/missing.js'],
		['data that is not there', '<script>fetch("/missing/__data.json")</script>', '404'],
		['an answer of 500', '<script>fetch("/broken")</script>', '500 http://chuan.test/broken']
	])('is noted: %s', async (_what, body, noted) => {
		expect(await notedOf(body)).toEqual([expect.stringContaining(noted)]);
	});

	it('is noted: what the policy of the page refuses', async () => {
		const faults = await notedOf('<script>document.title = "x"</script>', "script-src 'self'");
		expect(faults).toEqual([expect.stringContaining('Content Security Policy')]);
	});

	it('is not: being refused', async () => {
		expect(await notedOf('<script>fetch("/missing", { method: "POST" })</script>')).toEqual([]);
	});
});
