import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAP_DOCUMENTS } from '../integration/applications/filled-dossier.ts';
import { joinMapApplicant, openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { open, says, textOf } from './walks.ts';

/** Two windows of one browser: what one of them does to who is signed in, the other shows. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let first: MapApplicant;
let second: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	first = await openMapApplicant(stage, MAP_DOCUMENTS);
	second = await joinMapApplicant(stage, first.call, [], {
		key: 'nguoi-hai',
		name: 'Công ty TNHH Cà phê Ia Grai',
		taxCode: '5999902751'
	});
});

afterAll(async () => {
	await stage.close();
});

async function signIn(page: Page, person: Enrolled): Promise<void> {
	const { token } = await stage.app.sessions.create(person.accountId);
	await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
}

it('covers the page of whoever is not signed in any more, and gives it back with all that was typed', async () => {
	const page = await stage.signedIn(first.rep, 360);
	await open(page, `/ho-so/${first.applicationId}/phan/needs`);
	const box = page.locator('[name=expected_effect]');
	await box.fill('Chỉ người gõ đọc được');
	const covered = say('access_page_of_another_title', { name: 'Lê Văn Hòa' });
	const other = await page.context().newPage();
	await signIn(page, second.rep);
	await open(other, '/ho-so');
	await says(page, covered);
	expect(await box.isVisible()).toBe(false);
	expect(await textOf(page)).not.toContain('Chỉ người gõ đọc được');
	expect(await page.locator('[role=alertdialog] h1').evaluate((one) => one === document.activeElement)).toBe(
		true
	);
	expect(await textOf(other)).not.toContain(covered);

	await signIn(page, first.rep);
	await other.goto('/viec-can-lam');
	await expect.poll(() => box.isVisible()).toBe(true);
	expect(await box.inputValue()).toBe('Chỉ người gõ đọc được');
	expect(await textOf(page)).not.toContain(covered);
	// Sent at once, and nothing says any more that nobody is signed in.
	await expect.poll(() => page.locator('.line.ok').count(), { timeout: 10_000 }).toBeGreaterThan(0);
	await page.context().close();
});

it('believes the portal when a page comes later than the person who took over', async () => {
	const page = await stage.signedIn(first.rep);
	await open(page, '/to-chuc');
	const other = await page.context().newPage();
	await open(other, '/ho-so');
	// As a page of somebody else that was fetched before this person signed in.
	await other.evaluate(() => localStorage.setItem('chuan.present', 'somebody-else'));
	await page.waitForTimeout(1500);
	expect(await page.locator('[role=alertdialog]').count()).toBe(0);
	expect(await page.evaluate(() => localStorage.getItem('chuan.present'))).toBe(first.rep.personId);
	await page.context().close();
});
