import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

/**
 * Only what a container without a display and without user namespaces needs. The package's own list is made for
 * another purpose: it runs everything in one process, which ends with its first window, and switches off the
 * checks of origin that are tested here.
 */
const ARGS = [
	'--no-sandbox',
	'--no-zygote',
	'--disable-dev-shm-usage',
	'--disable-gpu',
	'--font-render-hinting=none'
];

/**
 * A Chromium that npm brings: no package of the system is needed. `CHROMIUM_PATH` names another one,
 * for machines that the packaged one does not run on.
 */
export async function openBrowser(): Promise<Browser> {
	const own = process.env['CHROMIUM_PATH'] ?? '';
	return playwright.launch({
		executablePath: own === '' ? await chromium.executablePath() : own,
		args: ARGS,
		headless: true
	});
}

/** What a page is made of: one of these missing is a fault of the portal, whatever the page was about. */
const PARTS = new Set(['stylesheet', 'script', 'image', 'font', 'manifest']);

/** Left for another page while it was still fetched; a script in a window that has none; told by the console too. */
const GIVEN_UP = new Set(['net::ERR_ABORTED', 'csp']);

/** Chromium repeats in words every answer of 400 and above; those are judged as answers. */
const REPEATED = 'Failed to load resource';

/**
 * Notes what no page may do: an uncaught error, an error or a warning on the console (a refused policy and a page
 * that does not fit its HTML are said there), a part or the data of a page that is not there, an answer of 500.
 * A form or a request of a script that is refused with 4xx is none: being refused is what many walks are about.
 */
export function watchPage(page: Page, faults: string[]): void {
	const note = (what: string): void => {
		faults.push(`${page.url()}: ${what}`);
	};
	page.on('pageerror', (error) => note(`uncaught ${error.message}`));
	page.on('console', (message) => {
		const type = message.type();
		if (type !== 'error' && type !== 'warning') return;
		if (!message.text().startsWith(REPEATED)) note(`console ${type}: ${message.text()}`);
	});
	page.on('response', (answer) => {
		const part = PARTS.has(answer.request().resourceType()) || answer.url().includes('__data.json');
		if (answer.status() >= 500 || (part && answer.status() >= 400))
			note(`${answer.status()} ${answer.url()}`);
	});
	page.on('requestfailed', (request) => {
		const cause = request.failure()?.errorText ?? '';
		if (PARTS.has(request.resourceType()) && !GIVEN_UP.has(cause)) note(`${cause} ${request.url()}`);
	});
}
