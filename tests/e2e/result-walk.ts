import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { flatTextOfPdf } from '../support/pdf-text.ts';
import type { Enrolled, Stage } from './stage.ts';
import { confirmIn, open, says, textOf } from './walks.ts';

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

export interface Issued {
	/** `01/QĐ-SKHCN` */
	readonly number: string;
	/** Path of the public page. */
	readonly path: string;
}

/** The director issues the result of a call, once and for all. */
export async function issueInBrowser(
	stage: Stage,
	say: Say,
	director: Enrolled,
	callCode: string
): Promise<Issued> {
	const page = await stage.signedIn(director);
	await open(page, `/van-phong/dot/${callCode}/ket-qua`);
	await confirmIn(page, 'issue');
	const link = page.getByRole('link', { name: say('results_open_public') });
	await link.waitFor();
	const path = (await link.getAttribute('href')) ?? '';
	const id = path.split('/').at(-1) ?? '';
	const record = await stage.app.db.read.records.find(id);
	const number = record?.numberText ?? '';
	expect(number).toMatch(/^\d+\/QĐ-SKHCN$/);
	await says(page, say('results_issued_notice', { number }));
	// Nothing is offered a second time.
	await open(page, `/van-phong/dot/${callCode}/ket-qua`);
	expect(await page.locator('[popovertarget="issue"]').count()).toBe(0);
	await page.context().close();
	return { number, path };
}

/** Downloads the PDF that the page offers and gives its words in one line. */
export async function pdfOffered(page: Page, say: Say): Promise<string> {
	const link = page.getByRole('link', { name: say('results_pdf') });
	// The worker makes the file of what was issued a moment ago.
	const address = (await link.getAttribute('href')) ?? '';
	await expect.poll(async () => (await page.request.head(address)).status(), { timeout: 60_000 }).toBe(200);
	const arriving = page.waitForEvent('download');
	await link.click();
	const download = await arriving;
	expect(download.suggestedFilename()).toMatch(/\.pdf$/);
	const bytes = await readFile(await download.path());
	expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
	return flatTextOfPdf(bytes);
}

/** On paper: the document is there, what serves the screen is not. */
export async function printsAlone(page: Page, words: string): Promise<void> {
	await page.emulateMedia({ media: 'print' });
	expect(await textOf(page)).toContain(words);
	expect(await page.locator('header nav:visible, .no-print:visible, footer.site:visible').count()).toBe(0);
	await page.emulateMedia({ media: null });
}

/** No page that the outside reads names who assessed: not in its text, not in its HTML, not in its data. */
export async function namesNobody(
	page: Page,
	paths: readonly string[],
	hidden: readonly string[]
): Promise<void> {
	for (const path of paths) {
		const whole = await page.request.get(path);
		expect(whole.status(), path).toBe(200);
		const data = await page.request.get(`${path === '/' ? '' : path}/__data.json`);
		expect(data.status(), path).toBe(200);
		const read = `${await whole.text()}\n${await data.text()}`.normalize('NFC');
		expect(
			hidden.filter((word) => read.includes(word.normalize('NFC'))),
			path
		).toEqual([]);
	}
}
