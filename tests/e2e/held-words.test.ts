import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveAnswers } from '#lib/server/app/applications/save-answers.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { allSaved, keptPage, rowsIn, storedSection } from './draft-desk.ts';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { onSlowLine } from './slow-line.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { fits, open, says, textOf } from './walks.ts';

/** What a page says of words that wait in the browser: nothing when none does, and where each can be settled. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;
let editor: Enrolled;
let at: (section: string) => string;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, MAP_DOCUMENTS);
	at = (section) => `/ho-so/${applicant.applicationId}/phan/${section}`;
	const application = await stage.app.db.read.applications.find(applicant.applicationId);
	const scope = { type: 'organisation', id: application?.organisationId ?? '' } as const;
	editor = await stage.enrol('soan', { fullName: 'Siu Thảo', grants: [{ role: 'editor', scope }] });
});

afterAll(async () => {
	await stage.close();
});

const needsVersion = async (): Promise<number> =>
	(await stage.app.db.read.applications.sections(applicant.applicationId)).find(
		({ sectionKey }) => sectionKey === 'needs'
	)?.version ?? 0;

/** The page notes every notice of words that wait, however shortly it stands. */
async function watchNotices(page: Page): Promise<() => Promise<string | undefined>> {
	await page.evaluate(() => {
		const look = (): void => {
			const notice = document.querySelector<HTMLElement>('.waiting');
			if (notice !== null) document.documentElement.dataset['noticed'] = notice.innerText;
		};
		new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
		look();
	});
	return () => page.evaluate(() => document.documentElement.dataset['noticed']);
}

describe('a notice that words wait', () => {
	it('is not given of what the portal has taken, though the window was looked at while it was saved', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		await open(page, at('needs'));
		const noticed = await watchNotices(page);
		const fast = await onSlowLine(page);
		const saving = page.waitForRequest((request) => request.method() === 'PATCH');
		await page.locator('[name=spread]').fill('Nhân rộng ra các xã lân cận');
		await saving;
		await page.evaluate(() => window.dispatchEvent(new Event('focus')));
		await allSaved(page);
		await fast();
		expect(await page.evaluate(() => document.querySelectorAll('.line.ok').length)).toBe(1);
		await page.locator('button[name=act][value=next]').click();
		await page.waitForURL((url) => !url.pathname.endsWith('/needs'));
		await page.locator('.line').waitFor();
		// Longer than the page takes to say that something waits.
		await page.waitForTimeout(5000);
		expect(await noticed()).toBeUndefined();
		await page.context().close();
	});
});

describe('a choice between two values', () => {
	it('is led to by the line at the bottom edge, and is made there', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		await open(page, at('needs'));
		const patches = [{ fieldKey: 'spread', value: 'Của người soạn', baseVersion: await needsVersion() }];
		must(
			await saveAnswers(await stage.as(editor), {
				id: applicant.applicationId,
				sectionKey: 'needs',
				patches
			})
		);
		await page.locator('[name=spread]').fill('Của người đại diện');
		const lead = page.locator('.state-line a[href="#conflicts"]');
		await lead.click();
		const choice = page.locator('#conflicts .conflict');
		await expect
			.poll(async () => {
				const box = await choice.boundingBox();
				return box !== null && box.y >= 0 && box.y < 900;
			})
			.toBe(true);
		const words = await choice.innerText();
		expect(words).toContain('Của người soạn');
		expect(words).toContain('Của người đại diện');
		expect(words).toContain('Siu Thảo');
		await fits(page);
		await choice.getByRole('button', { name: say('drafts_conflict_keep_yours') }).click();
		await allSaved(page);
		expect((await storedSection(stage, applicant.applicationId, 'needs'))['spread']).toBe(
			'Của người đại diện'
		);
		await page.context().close();
	});
});

describe('words for a dossier that was submitted meanwhile', () => {
	it('are shown, copied, thrown away and brought back, and then no page speaks of them', async () => {
		const { applicationId: id, rep } = applicant;
		const page = await stage.signedIn(rep, 360);
		const context = page.context();
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await open(page, at('needs'));
		await keptPage(page, at('needs'));
		await context.setOffline(true);
		await page.locator('[name=expected_effect]').fill('Chữ viết lúc mất mạng');
		await says(page, 'Chờ mạng. 1 ô');
		const version = (await stage.app.db.read.applications.find(id))?.version ?? 0;
		must(await submitApplication(await stage.as(rep), { id, version, declarations: [0, 1, 2] }));
		await context.setOffline(false);
		await page.locator('.line.out').waitFor();

		await open(page, at('needs'));
		await says(page, say('drafts_held_title', { count: '1' }));
		expect(await textOf(page)).toContain('Chữ viết lúc mất mạng');
		await fits(page);
		await page.getByRole('button', { name: say('drafts_held_copy') }).click();
		await says(page, say('drafts_held_copied'));
		expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Chữ viết lúc mất mạng');
		await page.getByRole('button', { name: say('drafts_held_let_go') }).click();
		await expect.poll(() => rowsIn(page).then(({ operations }) => operations)).toEqual([]);
		await page.getByRole('button', { name: say('ui_undo') }).click();
		await expect.poll(() => rowsIn(page).then(({ operations }) => operations.length)).toBe(1);
		await says(page, 'Chữ viết lúc mất mạng');
		await page.getByRole('button', { name: say('drafts_held_let_go') }).click();
		await expect.poll(() => rowsIn(page).then(({ operations }) => operations)).toEqual([]);

		await open(page, `/ho-so/${id}`);
		const noticed = await watchNotices(page);
		await page.waitForTimeout(4000);
		expect(await noticed()).toBeUndefined();
		expect((await storedSection(stage, id, 'needs'))['expected_effect']).not.toBe('Chữ viết lúc mất mạng');
		await context.close();
	});
});
