import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptPage, takeFaults } from './draft-desk.ts';
import { joinMapApplicant, openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, says, textOf } from './walks.ts';

/** Pages that lead to a dossier open without a line, for the person who opened them with one. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;
let other: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, []);
	const about = { key: 'nguoi-hai', name: 'Công ty TNHH Cà phê Ia Grai', taxCode: '5999902751' };
	other = await joinMapApplicant(stage, applicant.call, [], about);
});

afterAll(async () => {
	expect(takeFaults(stage)).toEqual([]);
	await stage.close();
});

it('the start, what is to do, the list and the dossier itself, saying so; nobody else opens them', async () => {
	const page = await stage.signedIn(applicant.rep, 360);
	const dossier = `/ho-so/${applicant.applicationId}`;
	const paths = ['/', '/viec-can-lam', '/ho-so', dossier];
	for (const path of paths) {
		await open(page, path);
		await keptPage(page, path);
	}
	const heading = await page.locator('h1').innerText();
	expect(await textOf(page)).not.toContain('Trang mở từ máy này');
	await page.context().setOffline(true);
	for (const path of paths) {
		await page.goto(path);
		await says(page, 'Trang mở từ máy này');
	}
	expect(await page.locator('h1').innerText()).toBe(heading);
	// Also by a link, which asks for the data alone first.
	await page.locator('a[href="/ho-so"]:visible').first().click();
	await page.waitForURL('**/ho-so');
	await says(page, 'Trang mở từ máy này');
	await page.context().setOffline(false);
	await page.getByRole('button', { name: say('ui_line_reload') }).click();
	await expect.poll(() => textOf(page)).not.toContain('Trang mở từ máy này');

	const { token } = await stage.app.sessions.create(other.rep.accountId);
	await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	await open(page, '/ho-so');
	await page.context().setOffline(true);
	await page.goto(dossier);
	await says(page, say('drafts_no_line_title'));
	expect(await textOf(page)).not.toContain(heading);
	await page.context().close();
});
