import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/server-process.ts';
import { allSaved, keptPage, rowsIn, storedSection, takeFaults } from './draft-desk.ts';
import { openMapApplicant } from './map-applicant.ts';
import { openReleaseLine } from './release-line.ts';
import type { ReleaseLine } from './release-line.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, says } from './walks.ts';

/** A new release takes over the browser in which words wait. */

let stage: Stage;
let line: ReleaseLine;

beforeAll(async () => {
	line = await openReleaseLine(await freePort());
	stage = await openStage(line);
});

afterAll(async () => {
	await stage.close();
	await line.close();
});

it('the worker of a new release takes over, and what waits is kept, shown and sent', async () => {
	const { rep, applicationId } = await openMapApplicant(stage, []);
	const at = `/ho-so/${applicationId}/phan/activity`;
	const page = await stage.signedIn(rep);
	await open(page, at);
	await keptPage(page, at);
	line.holdsSaves = true;
	const box = page.locator('[name=complaints]');
	let typed = 'Chữ gõ trước bản mới';
	await box.fill(typed);
	await says(page, 'Chờ mạng. 1 ô đang giữ trên máy này.');
	for (const more of [', rồi một bản', ', rồi bản nữa']) {
		const version = await line.release();
		await takeOver(page);
		// It serves the page before it has put its own house in order.
		await expect.poll(() => builds(page)).toContain(`chuan.parts.${version}`);
		expect((await rowsIn(page)).operations).toHaveLength(1);
		typed += more;
		await box.fill(typed);
		await expect.poll(async () => (await rowsIn(page)).operations.length).toBe(1);
	}
	// The page of the first build is gone: its parts are no longer there. What was typed into it is.
	await expect.poll(async () => (await builds(page)).length).toBe(2);
	await expect.poll(async () => (await rowsIn(page)).pages).toEqual([]);
	await page.waitForTimeout(1_000);
	await page.reload();
	await expect.poll(() => box.inputValue(), { timeout: 20_000 }).toBe(typed);
	await keptPage(page, at);
	await page.context().setOffline(true);
	await page.goto(at);
	await expect.poll(() => box.inputValue(), { timeout: 20_000 }).toBe(typed);
	await page.context().setOffline(false);
	line.holdsSaves = false;
	await allSaved(page);
	expect((await storedSection(stage, applicationId, 'activity'))['complaints']).toBe(typed);
	expect((await rowsIn(page)).operations).toEqual([]);
	await page.context().close();
	expect(takeFaults(stage)).toEqual([]);
});

/** Asks for the worker as a browser does with every opening of a page, and waits until it serves this page. */
async function takeOver(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		const changed = new Promise((go) =>
			navigator.serviceWorker.addEventListener('controllerchange', go, { once: true })
		);
		await registration?.update();
		await changed;
	});
}

async function builds(page: Page): Promise<readonly string[]> {
	return page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('chuan.parts.')));
}
