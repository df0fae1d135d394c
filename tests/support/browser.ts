import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser } from 'playwright-core';

/**
 * A Chromium that npm brings: no package of the system is needed. `CHROMIUM_PATH` names another one,
 * for machines that the packaged one does not run on.
 */
export async function openBrowser(): Promise<Browser> {
	const own = process.env['CHROMIUM_PATH'] ?? '';
	return playwright.launch({
		executablePath: own === '' ? await chromium.executablePath() : own,
		args: own === '' ? chromium.args : [],
		headless: true
	});
}
