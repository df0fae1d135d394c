import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUpInBrowser, verifyInBrowser } from './entering.ts';
import { openStage, PASSWORD, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { fits, open, says, textOf } from './walks.ts';
import { insertCall } from '../integration/intake/world.ts';

const EMAIL = 'hoa.le@chuan.test';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let admin: Enrolled;
let page: Page;
let base = '';

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('en');
	await insertCall({ ...stage, close: () => Promise.resolve() }, 'task', 'TASK-2026-2', [
		'GL-DL-03',
		'GL-DL-04'
	]);
	admin = await stage.enrol('quan-tri', {
		fullName: 'Phạm Minh Quân',
		grants: [{ role: 'administrator', scope: { type: 'all' } }]
	});
});

afterAll(async () => {
	await stage.close();
});

describe('TASK in English on a telephone: from sign-up to the list of what is missing', () => {
	it('signs up and in', async () => {
		page = await stage.window({ width: 360 });
		await signUpInBrowser(
			page,
			say,
			{
				email: EMAIL,
				fullName: 'Lê Văn Hòa',
				firm: 'Công ty CP Mía đường Ayun Thượng',
				taxCode: '5999902750'
			},
			'/en'
		);
		await fits(page);
		await open(page, await verifyInBrowser(stage, admin, EMAIL));
		await page.locator('main form button').first().click();
		await page.locator('main a[href*="dang-nhap"]').first().waitFor();
		await open(page, '/en/dang-nhap');
		await page.locator('[name=email]').fill(EMAIL);
		await page.locator('[name=password]').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.waitForURL('**/en/viec-can-lam');
		expect(await page.locator('html').getAttribute('lang')).toBe('en');
		await fits(page);
	});

	it('chooses a task of the call, and is told when none is chosen', async () => {
		await open(page, '/en/ho-so/moi?dot=TASK-2026-2');
		await page.getByRole('button', { name: say('applications_new_begin') }).click();
		await page.locator('[aria-invalid=true], .error').first().waitFor();
		await page.locator('[name=lotId]').first().check();
		await page.getByRole('button', { name: say('applications_new_begin') }).click();
		await page.waitForURL(/\/en\/ho-so\/[0-9a-f-]{36}/);
		base = /\/en\/ho-so\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
		await fits(page);
	});

	it('types an answer and finds it again', async () => {
		await open(page, `${base}/phan/general`);
		const summary = page.locator('[name*="summary"]').first();
		await summary.fill('Xây dựng quy trình đo chữ đường tại ruộng mía.');
		await summary.blur();
		await says(page, say('ui_saved_at', { time: '' }).trim());
		await page.reload({ waitUntil: 'networkidle' });
		expect(await page.locator('[name*="summary"]').first().inputValue()).toContain('chữ đường');
		await fits(page);
	});

	it('adds a line to the budget and sees its amount at once', async () => {
		await open(page, `${base}/du-toan`);
		await page
			.getByRole('button', { name: say('budgets_add_line') })
			.nth(2)
			.click();
		await page.locator('[name$="/quantity"]').first().fill('3');
		await page.locator('[name$="/unitPrice"]').first().fill('1500000');
		await page.locator('[name$="/unitPrice"]').first().blur();
		await says(page, '4,500,000');
		await fits(page);
	});

	it('is led from the list of what is missing to the place', async () => {
		await open(page, `${base}/nop`);
		await fits(page);
		expect(await textOf(page)).toContain('GL-DL-0');
		await page.locator('main a[href*="/phan/people"]').first().click();
		await page.waitForURL('**/phan/people**');
		await fits(page);
		await open(page, `${base}/tai-lieu`);
		await fits(page);
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});
