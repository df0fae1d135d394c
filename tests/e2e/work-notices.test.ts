import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from './stage.ts';
import { open, says } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** How people hear of their work outside the list: the page of reminders and of the calendar. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});
afterAll(async () => {
	await stage.close();
});

describe('reminders and the calendar', () => {
	it('lead from the account to an address that a calendar reads, and that ends when another one is made', async () => {
		const page = await stage.actAs('dn1.rep', 360);
		await open(page, '/tai-khoan');
		await page.getByRole('link', { name: say('accounts_notices_open') }).click();
		await says(page, say('accounts_calendar_none'));
		await page.getByRole('button', { name: say('accounts_calendar_make') }).click();
		await says(page, say('accounts_calendar_made'));
		const shown = page.locator('.address code');
		const first = await shown.innerText();
		expect(await shown.evaluate((code) => code.getBoundingClientRect().right)).toBeLessThanOrEqual(360);
		const answer = await page.request.get(first);
		expect([answer.status(), answer.headers()['content-type']]).toEqual([
			200,
			'text/calendar; charset=utf-8'
		]);
		expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\s*$/);

		await page.getByRole('button', { name: say('accounts_calendar_again') }).click();
		const question = page.getByRole('dialog');
		await question.getByRole('button', { name: say('accounts_calendar_again') }).click();
		await expect.poll(() => shown.innerText()).not.toBe(first);
		// The question is gone: the address is told this once, and nothing stands before it.
		await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
		// Said to who listens, though the words are those of before.
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.textContent))
			.toContain(say('accounts_calendar_made'));
		const second = await shown.innerText();
		await page.getByRole('button', { name: say('choices_save') }).click();
		await says(page, say('choices_saved'));
		expect(await shown.innerText()).toBe(second);
		expect((await page.request.get(first)).status()).toBe(404);
		expect((await page.request.get(second)).status()).toBe(200);

		await page.getByRole('button', { name: say('accounts_calendar_end') }).click();
		await question.getByRole('button', { name: say('accounts_calendar_end') }).click();
		await says(page, say('accounts_calendar_ended'));
		expect((await page.request.get(second)).status()).toBe(404);
		await page.context().close();
	});

	it('are chosen without scripts', async () => {
		const signed = await stage.actAs('dn1.rep');
		const page = await stage.window({ scripts: false });
		await page.context().addCookies(await signed.context().cookies());
		await page.goto('/tai-khoan/nhac-viec');
		const box = (value: string) => page.locator(`[name=reminders][value=${value}]`);
		expect(await box('at_once').isChecked()).toBe(true);
		await box('digest').check();
		await page.getByRole('button', { name: say('choices_save') }).click();
		await says(page, say('choices_saved'));
		expect(await box('digest').isChecked()).toBe(true);
		await page.context().close();
		await signed.context().close();
	});
});
