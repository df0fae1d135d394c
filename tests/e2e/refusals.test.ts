import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { openStage, PASSWORD, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { fillDossier, MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { insertCall, insertOrganisation } from '../integration/intake/world.ts';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let rep: Enrolled;
let applicationId = '';

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	const world = { ...stage, close: () => Promise.resolve() };
	const call = await insertCall(world, 'map', 'MAP-2026-03', ['MAP']);
	const organisationId = await insertOrganisation(world, 'Công ty CP Mía đường Ayun Thượng', '5999902750');
	rep = await stage.enrol('dai-dien', {
		fullName: 'Lê Văn Hòa',
		grants: [{ role: 'representative', scope: { type: 'organisation', id: organisationId } }]
	});
	const ctx = await stage.as(rep);
	const made = must(await createApplication(ctx, { callCode: call.code, lotId: undefined, organisationId }));
	applicationId = made.id;
	await fillDossier(ctx, applicationId, MAP_DOCUMENTS);
});

afterAll(async () => {
	await stage.close();
});

/** The one field that these walks type into. */
const address = (page: Page) => page.locator('[name*="site_address"]').first();
const companyPage = (): string => `/ho-so/${applicationId}/phan/company`;

describe('without scripts', () => {
	it('signs in, and says at the door that a password is wrong', async () => {
		const page = await stage.window({ scripts: false });
		await page.goto('/dang-nhap');
		await page.locator('[name=email]').fill(rep.email);
		await page.locator('[name=password]').fill('sai-mật-khẩu-rồi-nhé');
		await page.getByRole('button', { name: say('ui_sign_in'), exact: true }).click();
		await says(page, say('access_sign_in_failed_title'));
		expect(await page.locator('[name=email]').inputValue()).toBe(rep.email);
		await page.locator('[name=password]').fill(PASSWORD);
		await page.getByRole('button', { name: say('ui_sign_in'), exact: true }).click();
		await page.waitForURL('**/viec-can-lam');
		await page.context().close();
	});

	it('gives back what was typed into a refused sign-up', async () => {
		const page = await stage.window({ scripts: false });
		await page.goto('/dang-ky');
		await page.locator('[name=fullName]').fill('Siu Thảo');
		await page.locator('[name=email]').fill('không phải thư');
		await page.locator('[name="organisation.taxCode"]').fill('5999900017');
		await page.getByRole('button', { name: say('access_sign_up'), exact: true }).click();
		await page.locator('[aria-invalid=true]').first().waitFor();
		expect(await page.locator('[name=fullName]').inputValue()).toBe('Siu Thảo');
		expect(await page.locator('[name="organisation.taxCode"]').inputValue()).toBe('5999900017');
		await page.context().close();
	});

	it('saves a section of the form', async () => {
		const page = await withoutScripts();
		await page.goto(companyPage());
		await address(page).fill('Thôn 3, xã Ayun');
		// Enter means "save", as the form has it.
		const sent = page.waitForResponse((answer) => answer.request().method() === 'POST');
		await address(page).press('Enter');
		await sent;
		await page.goto(companyPage());
		expect(await address(page).inputValue()).toBe('Thôn 3, xã Ayun');
		await page.context().close();
	});
});

describe('while typing', () => {
	it('shows both values when two windows changed one field, and overwrites neither', async () => {
		const [first, second] = [await stage.signedIn(rep), await stage.signedIn(rep)];
		await open(first, companyPage());
		await open(second, companyPage());
		await address(first).fill('Cổng số 1');
		await address(first).blur();
		await expect.poll(storedAddress, { timeout: 40_000 }).toBe('Cổng số 1');
		await address(second).fill('Cổng số 2');
		await address(second).blur();
		await says(second, say('applications_conflict_yours'));
		expect(await storedAddress()).toBe('Cổng số 1');
		await second.getByRole('button', { name: say('applications_conflict_keep_mine') }).click();
		await expect.poll(storedAddress, { timeout: 40_000 }).toBe('Cổng số 2');
		await Promise.all([first.context().close(), second.context().close()]);
	});

	it('keeps what was typed when the session ends, and saves it after signing in again', async () => {
		const page = await stage.signedIn(rep);
		await open(page, companyPage());
		await stage.app.sessions.endAll(rep.accountId);
		await address(page).fill('Gõ lúc phiên đã hết');
		await address(page).blur();
		await says(page, say('applications_signed_out_title'));
		await page
			.getByRole('main')
			.getByRole('link', { name: say('ui_sign_in') })
			.click();
		await page.waitForURL('**/dang-nhap**');
		await page.waitForLoadState('networkidle');
		await page.locator('[name=email]').fill(rep.email);
		await page.locator('[name=password]').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.waitForURL(`**${companyPage()}`);
		await expect.poll(storedAddress, { timeout: 40_000 }).toBe('Gõ lúc phiên đã hết');
		expect(await address(page).inputValue()).toBe('Gõ lúc phiên đã hết');
		await page.context().close();
	});
});

describe('after the deadline', () => {
	it('takes nothing more, and says so where it was pressed', async () => {
		const page = await stage.signedIn(rep);
		await open(page, `/ho-so/${applicationId}/nop`);
		for (const box of await page.locator('[name=declaration]').all()) await box.check();
		await stage.moveClock(25);
		await page.getByRole('button', { name: say('applications_submit_do') }).click();
		await says(page, say('refusal_window_closed'));
		expect((await stage.app.db.read.applications.find(applicationId))?.state).toBe('draft');
		await open(page, companyPage());
		expect(await page.locator('main input:visible:not([readonly]):not([disabled])').count()).toBe(0);
		expect(await textOf(page)).toContain('Gõ lúc phiên đã hết');
		await page.context().close();
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});

async function withoutScripts(): Promise<Page> {
	const page = await stage.window({ scripts: false });
	const { token } = await stage.app.sessions.create(rep.accountId);
	await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	return page;
}

async function storedAddress(): Promise<unknown> {
	const sections = await stage.app.db.read.applications.sections(applicationId);
	return sections.find(({ sectionKey }) => sectionKey === 'company')?.content.values['site_address'];
}
