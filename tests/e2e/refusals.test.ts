import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, PASSWORD, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { MAP_DOCUMENTS } from '../integration/applications/filled-dossier.ts';
import { openMapApplicant } from './map-applicant.ts';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let rep: Enrolled;
let applicationId = '';

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	({ rep, applicationId } = await openMapApplicant(stage, MAP_DOCUMENTS));
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
		await says(second, say('drafts_conflict_yours'));
		expect(await storedAddress()).toBe('Cổng số 1');
		await second.getByRole('button', { name: say('drafts_conflict_keep_yours') }).click();
		await expect.poll(storedAddress, { timeout: 40_000 }).toBe('Cổng số 2');
		await Promise.all([first.context().close(), second.context().close()]);
	});

	it('keeps what was typed when the session ends, and saves it after signing in again', async () => {
		const page = await stage.signedIn(rep);
		await open(page, companyPage());
		await stage.app.sessions.endAll(rep.accountId);
		await address(page).fill('Gõ lúc phiên đã hết');
		await address(page).blur();
		await says(page, say('drafts_signed_out', { count: '1' }));
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

describe('what cannot be', () => {
	const money = (field: string, typed: string, code: string) => ['company', field, typed, code, {}] as const;

	it.each([
		money('revenue', 'mười hai tỷ', 'refusal_money_not_a_number'),
		money('revenue', '12,5', 'refusal_money_not_whole'),
		money('revenue', '-5.000', 'refusal_money_negative'),
		[
			'company',
			'revenue',
			'1.000.000.000.000.000.000',
			'refusal_money_too_large',
			{ limit: '999.999.999.999.999' }
		],
		['needs', 'period_from', '31/02/2027', 'refusal_date_not_in_calendar', {}]
	] as const)(
		'%s.%s “%s” is refused at its field and not kept',
		async (section, field, typed, code, values) => {
			const before = await storedAnswer(section, field);
			const page = await stage.signedIn(rep);
			await open(page, `/ho-so/${applicationId}/phan/${section}`);
			const box = page.locator(`[name="${field}"]`);
			await box.fill(typed);
			await box.blur();
			await says(page, say(code, values));
			expect(await box.getAttribute('aria-invalid')).toBe('true');
			expect(await box.inputValue()).toBe(typed);
			expect(await storedAnswer(section, field)).toEqual(before);
			await page.context().close();
		}
	);

	it('an end before its start is shown where it is typed and stands in the way of submitting', async () => {
		const page = await stage.signedIn(rep);
		await open(page, `/ho-so/${applicationId}/phan/needs`);
		const end = page.locator('[name=period_to]');
		const good = await end.inputValue();
		await end.fill('01/01/2020');
		await end.blur();
		await expect.poll(() => storedAnswer('needs', 'period_to'), { timeout: 40_000 }).toBe('2020-01-01');
		await open(page, `/ho-so/${applicationId}/nop`);
		expect(await page.locator('[name=declaration]').count()).toBe(0);
		await page.locator('main a[href*="/phan/needs"]').first().click();
		await page.waitForURL('**/phan/needs**');
		await page.locator('[name=period_to]').fill(good);
		await page.locator('[name=period_to]').blur();
		await expect.poll(() => storedAnswer('needs', 'period_to'), { timeout: 40_000 }).toBe('2028-12-31');
		await page.context().close();
	});

	it('a name of 300 letters is told to be shortened; decomposed letters are put together', async () => {
		const page = await stage.signedIn(rep);
		await open(page, `/ho-so/${applicationId}/phan/company`);
		const name = page.locator('[name=contact_name]');
		await name.fill('Nguyễn '.repeat(43).slice(0, 300).replace(/ $/, 'n'));
		await name.blur();
		await says(page, say('refusal_text_too_long', { max: '120' }));
		expect((await name.inputValue()).length).toBe(300);
		expect(await name.getAttribute('aria-invalid')).toBe('true');
		const composed = 'Nguyễn Thị Hoà Ngưỡng';
		await name.fill(composed.normalize('NFD'));
		await name.blur();
		await expect
			.poll(() => storedAnswer('company', 'contact_name'), { timeout: 40_000 })
			.toBe(composed.normalize('NFC'));
		await page.context().close();
	});

	it('a tax code that was never given, and one of a branch, are refused with what to do', async () => {
		const page = await stage.window();
		await open(page, '/dang-ky');
		const code = page.locator('[name="organisation.taxCode"]');
		for (const [typed, words] of [
			['5999900017', say('refusal_tax_code_check_digit')],
			['5999900016-001', say('refusal_tax_code_branch', { parent: '5999900016' })]
		] as const) {
			await code.fill(typed);
			await page.getByRole('button', { name: say('access_sign_up'), exact: true }).click();
			await says(page, words);
			expect(await code.inputValue()).toBe(typed);
			expect(await code.getAttribute('aria-invalid')).toBe('true');
		}
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

async function storedAnswer(section: string, field: string): Promise<unknown> {
	const sections = await stage.app.db.read.applications.sections(applicationId);
	return sections.find(({ sectionKey }) => sectionKey === section)?.content.values[field];
}

const storedAddress = (): Promise<unknown> => storedAnswer('company', 'site_address');
