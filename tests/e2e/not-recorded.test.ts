import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { linesWith, printedLines } from './printed-lines.ts';
import { wordsOf } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What is filled in and not recorded says so, wherever it is met; and what was recorded is said to be. */

const ROUND = 'TASK-2026-2';
let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let session = '';
/** Longer than it takes to keep what is typed, ms. */
const PAUSE = 1500;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
	session = `/hoi-dong/${stage.councilOf(ROUND)}/phien/${await idOf('SELECT id FROM lot WHERE code = $1', 'GL-DL-03')}`;
});
afterAll(async () => {
	await stage.close();
});

async function idOf(sql: string, ...values: readonly string[]): Promise<string> {
	const { rows } = await stage.database.owner.query<{ id: string }>(sql, [...values]);
	return found(rows[0]?.id, sql);
}

async function tickAll(page: Page): Promise<void> {
	for (const tick of await page.locator('[name^="present."]:enabled').all()) await tick.check();
}

describe('on paper', () => {
	it('ticks of a session that nobody recorded are marked, and its conditions are those of the record', async () => {
		const page = await stage.actAs('chi');
		await open(page, session);
		expect((await printedLines(page)).some(({ text }) => text.startsWith('Chưa ghi lên cổng'))).toBe(false);
		await tickAll(page);
		const lines = await printedLines(page);
		expect(linesWith(lines, say('kept_words_on_paper', { count: '10' }))).toHaveLength(1);
		expect(linesWith(lines, say('councils_quorum_ticked'))).toHaveLength(1);
		// The list begins where it is said who has to be there, and nobody's paper takes a place.
		const [said] = linesWith(lines, say('kept_words_on_paper', { count: '10' }));
		expect([said?.page, linesWith(lines, /^TS Lê Quang Duy$/)[0]?.page]).toEqual([1, 1]);
		expect(lines.filter(({ text }) => text.includes(say('councils_authorisation_number')))).toEqual([]);
		// A tick that is taken back is no difference any more.
		for (const tick of await page.locator('[name^="present."]:enabled').all()) await tick.uncheck();
		expect(await page.locator('form[data-unsent]').count()).toBe(0);
		expect(await textOf(page)).not.toContain(say('councils_quorum_ticked'));
		await page.context().close();
	});

	it('a draft says how much of it the portal has not taken', async () => {
		const page = await stage.actAs('dn4.rep');
		await open(
			page,
			`/ho-so/${found(stage.world.known.applications.get('map2.dn4'), 'map2.dn4')}/phan/needs`
		);
		const box = page.locator('[name=expected_effect]');
		await page.context().setOffline(true);
		await box.fill('Chưa gửi được khi in');
		await says(page, 'Chờ mạng. 1 ô');
		expect(linesWith(await printedLines(page), say('drafts_on_paper', { count: '1' }))).toHaveLength(1);
		await page.context().setOffline(false);
		await expect.poll(() => page.locator('form[data-unsent]').count(), { timeout: 20_000 }).toBe(0);
		await page.context().close();
	});
});

describe('a refusal', () => {
	it('names who has not signed and not declared, at their tick', async () => {
		const page = await stage.actAs('chi');
		await open(page, session);
		await tickAll(page);
		await page.locator('[formaction="?/open"]').click();
		const unsigned = say('refusal_undertaking_missing_of', { name: 'TS Võ Thành Long' });
		await says(page, unsigned);
		await says(page, say('refusal_declaration_missing_of', { name: 'TS Võ Thành Long', count: '2' }));
		await page.getByRole('link', { name: unsigned }).click();
		const focused = await page.evaluate(() => document.activeElement?.closest('label')?.textContent);
		expect(focused).toContain('Võ Thành Long');
		await page.context().close();
	});

	it('of the date of a paper comes before the question about the hour', async () => {
		const page = await stage.actAs('chi');
		await open(page, session);
		await tickAll(page);
		const long = page.locator('label.check', { hasText: 'Võ Thành Long' }).locator('input');
		await long.uncheck();
		await page.locator('[name^="authorised."]').check();
		await page.locator('[name^="number."]').fill('12/GUQ');
		await page.locator('[name^="on."]').first().fill('2099-01-01');
		await page.locator('[formaction="?/open"]').click();
		await says(page, say('refusal_authorisation_in_future'));
		expect(await page.locator('dialog#question').count()).toBe(0);
		await page.context().close();
	});

	it('of the validity check names what has to be answered', async () => {
		const page = await stage.actAs('measurement');
		await open(page, '/viec-can-lam');
		const check = page.locator('main a[href^="/van-phong/ho-so/"]', {
			hasText: say('tasks_act_check_validity')
		});
		await open(page, (await check.first().getAttribute('href')) ?? '');
		const save = page.getByRole('button', { name: say('office_validity_save') });
		await save.click();
		await page
			.getByRole('link', { name: `${say('office_whole')}: ${say('refusal_choice_missing')}` })
			.waitFor();
		await page.locator('[name=valid][value=no]').check();
		await save.click();
		await page
			.getByRole('link', { name: `${say('office_whole')}: ${say('refusal_reason_missing')}` })
			.waitFor();
		await page.context().close();
	});
});

describe('words of a plain form', () => {
	it('stand in the box of that name again when its form is about something newer', async () => {
		const page = await stage.actAs('enterprise');
		const change = await idOf(
			`SELECT organisation_id AS id FROM organisation_change WHERE state = 'waiting'`
		);
		await open(page, `/van-phong/don-vi/${change}`);
		const reason = page.locator('form[action="?/accept"] [name=reason]');
		await reason.fill('Giấy chứng nhận thay đổi lần 3');
		await page.waitForTimeout(PAUSE);
		await stage.database.owner.query(
			`WITH old AS (UPDATE organisation_change SET state = 'withdrawn', ended_at = app_now()
			 WHERE organisation_id = $1 AND state = 'waiting' RETURNING *)
			 SELECT 1 FROM old`,
			[change]
		);
		await stage.database.owner.query(
			`INSERT INTO organisation_change (id, organisation_id, name, rep_name, rep_title, why, asked_by, asked_at)
			 SELECT gen_random_uuid(), organisation_id, name || ' 2', rep_name, rep_title, why, asked_by, app_now()
			 FROM organisation_change WHERE organisation_id = $1 LIMIT 1`,
			[change]
		);
		await page.reload();
		await says(page, say('kept_words_moved'));
		expect(await reason.inputValue()).toBe('Giấy chứng nhận thay đổi lần 3');
		expect(await textOf(page)).not.toContain(say('kept_words_gone'));
		await page.context().close();
	});

	it('let go at once are there again at one press', async () => {
		const page = await stage.actAs('chi');
		await open(page, session);
		await tickAll(page);
		await page.waitForTimeout(PAUSE);
		await page.reload();
		await says(page, say('kept_words_let_go_of', { count: '10' }));
		await page.getByRole('button', { name: say('kept_words_let_go_of', { count: '10' }) }).click();
		await says(page, say('kept_words_let_go_done', { count: '10' }));
		expect(await page.locator('[name^="present."]:checked').count()).toBe(0);
		await page.getByRole('button', { name: say('ui_undo') }).click();
		await says(page, say('kept_words_let_go_of', { count: '10' }));
		expect(await page.locator('[name^="present."]:checked').count()).toBe(10);
		await page.waitForTimeout(PAUSE);
		await page.reload();
		await says(page, say('kept_words_let_go_of', { count: '10' }));
		await page.context().close();
	});

	it('are named with their page to who signs out', async () => {
		const page = await stage.actAs('director');
		await open(page, '/tai-khoan');
		await page.locator('[name=phone]').fill('0905 111 222');
		await page.waitForTimeout(PAUSE);
		await open(page, '/viec-can-lam');
		await page.locator('details.account summary').click();
		await page.locator('details.account button[type=submit]').click();
		const question = page.locator('#sign-out');
		await question.waitFor();
		const label = await page.locator('#sign-out li').innerText();
		expect(label).toMatch(/^Tài khoản của tôi: Số điện thoại/);
		await question.getByRole('link').click();
		await page.waitForURL(/tai-khoan/);
		await expect.poll(() => page.locator('[name=phone]').inputValue()).toBe('0905 111 222');
		await page.context().close();
	});
});

describe('an act that was recorded', () => {
	it('is said to be, where the data of its page do not come', async () => {
		const page = await stage.actAs('measurement');
		await open(page, '/tai-khoan');
		await page.locator('[name=phone]').fill('0905 222 333');
		await page.route(/__data\.json/, (route) => route.abort('connectionreset'));
		await page.getByRole('button', { name: say('access_profile_save') }).click();
		await says(page, say('ui_line_recorded_reloaded'));
		expect(await page.locator('[name=phone]').inputValue()).toContain('222');
		await page.unroute(/__data\.json/);
		await page.reload();
		await page.waitForTimeout(PAUSE);
		expect(await textOf(page)).not.toContain(say('ui_line_recorded_reloaded'));
		await page.context().close();
		stage.faults.length = 0;
	});

	it('and whose data are late offers to load the page again', async () => {
		const page = await stage.actAs('measurement');
		await open(page, '/tai-khoan');
		await page.locator('[name=phone]').fill('0905 444 555');
		let go = (): void => undefined;
		const held = new Promise<void>((resolve) => (go = resolve));
		await page.route(/__data\.json/, async (route) => {
			await held;
			await route.continue();
		});
		await page.getByRole('button', { name: say('access_profile_save') }).click();
		await says(page, say('ui_line_recorded'));
		go();
		await expect.poll(() => textOf(page)).not.toContain(say('ui_line_recorded'));
		await page.context().close();
	});

	it('is told once by its address, not again by a reload', async () => {
		const page = await stage.actAs('dn1.rep');
		await open(page, '/to-chuc?da-rut');
		await says(page, say('standing_own_change_taken_back'));
		await expect.poll(() => page.url()).toMatch(/\/to-chuc$/);
		await page.reload();
		await page.waitForTimeout(PAUSE);
		expect(await textOf(page)).not.toContain(say('standing_own_change_taken_back'));
		await page.context().close();
	});
});

describe('a press without a line', () => {
	it('says that what was filled in stays only where something is', async () => {
		const page = await stage.actAs('chi');
		await open(page, '/tai-khoan');
		await page.context().setOffline(true);
		const save = page.getByRole('button', { name: say('access_profile_save') });
		await save.click();
		await says(page, say('ui_line_unsent'));
		expect(await textOf(page)).not.toContain(say('ui_line_stays'));
		await page.locator('[name=phone]').fill('0905 666 777');
		await save.click();
		await says(page, say('ui_line_stays'));
		await page.context().close();
	});
});
