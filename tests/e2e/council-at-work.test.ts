import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { lotOf } from '../../world/rounds.ts';
import { wordsOf } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** Members, officers and the director at their own pages, on a laptop and on a phone. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let round = '';
let room = '';

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
	round = `TASK-${String(stage.world.year)}-2`;
	room = `/hoi-dong/${stage.councilOf(round)}`;
});
afterAll(async () => {
	await stage.close();
});

const applicationOf = (key: string): string => found(stage.world.known.applications.get(key), key);

describe('two people who record one attendance', () => {
	it('read what the other recorded before they write over it', async () => {
		const lot = await lotOf(stage.world, round, 'GL-DL-03');
		const [first, second] = [await stage.actAs('khai'), await stage.actAs('lan')];
		for (const page of [first, second]) await open(page, `${room}/phien/${lot.id}`);
		const box = (page: Page, name: string) => page.getByRole('checkbox', { name: new RegExp(name) });
		const save = (page: Page) => page.getByRole('button', { name: say('councils_save_attendance') }).click();
		for (const name of ['Nguyễn Văn Khải', 'Lê Quang Duy']) await box(first, name).check();
		await save(first);
		await says(first, 'Đã ghi danh sách có mặt.');

		await box(second, 'Trần Thị Mỹ Hạnh').check();
		await save(second);
		await second.locator('.summary[role=alert]').waitFor();
		const row = (name: string) => second.locator('#attendance .row').filter({ hasText: name }).innerText();
		await expect.poll(() => textOf(second)).toContain('Có mặt 2/9');
		expect(await row('Nguyễn Văn Khải')).toContain('Có mặt');
		expect(await row('Trần Thị Mỹ Hạnh')).toContain('Vắng mặt');
		// What this page ticked stands, and waits for the next press.
		expect(await box(second, 'Trần Thị Mỹ Hạnh').isChecked()).toBe(true);
		expect(await box(second, 'Nguyễn Văn Khải').isChecked()).toBe(false);
		for (const name of ['Nguyễn Văn Khải', 'Lê Quang Duy']) await box(second, name).check();
		await save(second);
		await says(second, 'Đã ghi danh sách có mặt.');
		await expect.poll(() => textOf(second)).toContain('Có mặt 3/9');
		for (const page of [first, second]) await page.context().close();
	});
});

describe('a member of the council', () => {
	it.each([
		[1366, 768],
		[360, 740]
	])('sees each box and mark of a sheet above its foot, Tab by Tab (%i x %i)', async (width, height) => {
		const page = await stage.actAs('khai');
		await page.setViewportSize({ width, height });
		await open(page, `${room}/cham/${applicationOf('gl03a')}`);
		await page.locator('.sheet input[type=radio]').first().focus();
		const behind: string[] = [];
		let stops = 0;
		for (;;) {
			// The pane moves after the focus did.
			await page.waitForTimeout(60);
			const stop = await page.evaluate(() => {
				const [at, foot] = [document.activeElement, document.querySelector('.sheet .foot')];
				if (!at?.closest('.sheet') || !foot || foot.contains(at)) return null;
				const free = foot.getBoundingClientRect().top - at.getBoundingClientRect().bottom;
				return { name: at.getAttribute('name') ?? at.textContent, free };
			});
			if (stop === null) break;
			stops += 1;
			if (stop.free < 0) behind.push(stop.name);
			await page.keyboard.press('Tab');
		}
		expect(stops).toBeGreaterThan(20);
		expect(behind).toEqual([]);
		await page.context().close();
	});

	it('is led from a sheet that is not open yet to what has to be signed and declared first', async () => {
		const page = await stage.actAs('long', 360);
		const sheet = `${room}/cham/${applicationOf('gl03a')}`;
		await page.goto(sheet, { waitUntil: 'networkidle' });
		await page.getByRole('link', { name: say('office_sign') }).click();
		await page.waitForURL(/#cam-ket$/);
		await page.getByRole('button', { name: say('office_sign') }).click();
		await says(page, 'Đã ký cam kết');
		await page.goto(sheet, { waitUntil: 'networkidle' });
		await page.getByRole('link', { name: say('office_declare_first') }).click();
		await page.waitForURL(/#ke-khai$/);
		// Each says which dossier it is about, for whom they are read out and for who is asked about them when signing out.
		const code = `TASK-${String(stage.world.year)}-0004`;
		expect(await page.getByRole('combobox', { name: say('office_declaration', { code }) }).count()).toBe(1);
		await page.context().close();
	});

	it('reads the tables of minutes on a phone without moving them', async () => {
		const past = `TASK-${String(stage.world.year)}-1`;
		const lot = await lotOf(stage.world, past, 'GL-DL-01');
		const page = await stage.actAs('khai', 360);
		await open(page, `/hoi-dong/${stage.councilOf(past)}/phien/${lot.id}`);
		await page.getByRole('link', { name: say('councils_minutes') }).click();
		await page.waitForURL(/van-ban/);
		const tables = await page.locator('article.paper table').evaluateAll((all) =>
			all.map((table) => ({
				columns: table.querySelectorAll('thead th').length,
				over: table.scrollWidth - (table.parentElement?.clientWidth ?? 0)
			}))
		);
		// Attendance and ballots; the ranking of five columns is moved in its own frame.
		expect(tables.filter(({ columns }) => columns <= 4).map(({ over }) => over > 0)).toEqual([false, false]);
		await page.context().close();
	});
});

describe('the director', () => {
	it('finds the places where something waits in the bar, and the button of the others marked', async () => {
		const page = await stage.actAs('director');
		await open(page, '/viec-can-lam');
		const place = page.locator('header nav.places').getByRole('link', { name: say('ui_nav_appraisals') });
		expect(await place.isVisible()).toBe(true);
		const mark = page.locator('header .opener .dot');
		expect(await mark.isVisible()).toBe(false);
		await page.setViewportSize({ width: 1000, height: 800 });
		expect(await place.isVisible()).toBe(true);
		await page.setViewportSize({ width: 360, height: 740 });
		expect(await place.isVisible()).toBe(false);
		expect(await mark.isVisible()).toBe(true);
		await expect.poll(() => page.locator('header .opener').innerText()).toContain(say('ui_menu_waiting'));
		await page.context().close();
	});
});

describe('an officer', () => {
	it('reads a long list of problems on a phone from its start', async () => {
		const page = await stage.actAs('measurement', 360);
		await page.setViewportSize({ width: 360, height: 740 });
		await open(page, '/viec-can-lam');
		await page
			.locator('main')
			.getByRole('link', { name: /Khảo sát/ })
			.first()
			.click();
		await page.getByRole('button', { name: say('office_survey_finish') }).click();
		const title = page.locator('.summary[role=alert] h2');
		await title.waitFor();
		await expect
			.poll(() => title.evaluate((head) => head.getBoundingClientRect().top))
			.toBeGreaterThanOrEqual(0);
		expect(await title.evaluate((head) => head.getBoundingClientRect().bottom < innerHeight)).toBe(true);
		await page.context().close();
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});
