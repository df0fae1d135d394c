import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

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
