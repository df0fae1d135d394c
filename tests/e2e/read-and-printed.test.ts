import { DEMONSTRATION_PASSWORD } from '#lib/server/app/identity/demonstration-sign-ins.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { linesWith, printedLines, printedSheets } from './printed-lines.ts';
import { wordsOf } from './stage.ts';
import { agree, confirmIn, open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What people hold in their hands: a printed page, a letter on a telephone, a question there, a page without scripts. */

const ROUND = 'MAP-2026-1';
let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});
afterAll(async () => {
	await stage.close();
});

async function one(sql: string, ...values: readonly string[]): Promise<string> {
	const { rows } = await stage.database.owner.query<{ one: string }>(sql, [...values]);
	return found(rows[0]?.one, sql);
}

/** The words that head a part of the page that is open. */
const headsOf = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll('main :is(h2, h3, h4, summary)')].map((head) =>
			(head.querySelector('strong') ?? head).textContent.normalize('NFC').replace(/\s+/g, ' ').trim()
		)
	);

describe('printed', () => {
	it.each(['', '/en'])(
		'no heading and no name of a record stands alone at the foot (%s)',
		async (language) => {
			const id = found(stage.world.known.applications.get('map1.dn1'), 'map1.dn1');
			const page = await stage.actAs('director');
			await open(page, `${language}/van-phong/ho-so/${id}`);
			const heads = await headsOf(page);
			expect(heads.length).toBeGreaterThan(20);
			// A little more above it each time, until the foot of a page has been at many places.
			for (let height = 0; height <= 240; height += 60) {
				await page.evaluate((px) => {
					const first = document.querySelector<HTMLElement>('main section');
					if (first) first.style.paddingTop = `${String(px)}px`;
				}, height);
				const lines = await printedLines(page);
				const last = lines.at(-1)?.page ?? 0;
				const feet = Array.from({ length: last }, (_, at) => lines.findLast((line) => line.page === at + 1));
				const alone = feet.filter((line) => heads.includes((line?.text ?? '').replace(/^\d+ /, '')));
				expect([height, alone]).toEqual([height, []]);
			}
			// The reasons of a price are sentences, and have room for some words in a line.
			const [basis] = linesWith(await printedLines(page), /báo giá|Báo giá/);
			expect(basis?.text).toMatch(/\S+ (báo giá|Báo giá)|(báo giá|Báo giá) \S+/);
			await page.context().close();
		}
	);

	it('heads of columns are not torn in a word, in English either', async () => {
		const page = await stage.actAs('director');
		await open(page, `/en/van-phong/dot/${ROUND}/lua-chon`);
		for (const { text } of linesWith(await printedLines(page), /Rankin/)) expect(text).toMatch(/Ranking\b/);
		await page.context().close();
	});

	it('a table that goes over leaves no frame open at the foot', async () => {
		const page = await stage.actAs('director');
		await open(page, `/van-phong/dot/${ROUND}/ket-qua`);
		await page.emulateMedia({ media: 'print' });
		const sides = await page.evaluate(() =>
			[...document.querySelectorAll('main .panel')].map((panel) => getComputedStyle(panel).borderLeftWidth)
		);
		expect(sides.length).toBeGreaterThan(0);
		expect(new Set(sides)).toEqual(new Set(['0px']));
		await page.context().close();
	});

	it('the annex of a decision lies across, its titles in words', async () => {
		const fund = await one(`SELECT id AS one FROM fund_source WHERE code = 'SN-KHCN-2026'`);
		const head = await stage.actAs('head');
		await open(head, `/nguon-kinh-phi/${fund}?nam=2026`);
		const form = head.locator('form[action="?/allocate"]');
		await form.locator('[name=amount]').fill('600 triệu');
		await form.locator('button:not([type=button])').last().click();
		await agree(head, DEMONSTRATION_PASSWORD);
		await says(head, '2.000.000.000');
		await open(head, `/tham-dinh/${await stage.appraisalOf('gl05')}`);
		await head.locator('form[action="?/verify"] button').last().click();
		await agree(head, DEMONSTRATION_PASSWORD);
		await says(head, say('budgets_state_verified'));
		await head.context().close();
		const director = await stage.actAs('director');
		for (const key of ['gl05', 'gl02']) {
			await open(director, `/tham-dinh/${await stage.appraisalOf(key)}`);
			await director.locator('form[action="?/approve"] button').last().click();
			await agree(director, DEMONSTRATION_PASSWORD);
			await says(director, say('budgets_state_approved'));
		}
		await open(director, '/van-phong/dot/TASK-2026-1/ket-qua');
		await confirmIn(director, 'issue');
		const link = director.getByRole('link', { name: say('results_open_public') });
		await open(director, (await link.getAttribute('href')) ?? '');
		// On the screen the amount in words closes the table of the result.
		expect(await director.locator('table tfoot').first().innerText()).toContain('Một tỷ chín trăm');
		const across = async () => (await printedSheets(director)).map(({ width, height }) => width > height);
		expect(await across()).toEqual([false, false, true]);
		const lines = await printedLines(director);
		const [title] = linesWith(lines, /Ứng dụng IoT/);
		// Three words of its name in one line, on the sheet that lies across.
		expect(title?.page).toBe(3);
		// Who signs stands under words of what is signed.
		const signed = linesWith(lines, 'Nơi nhận:')[0]?.page;
		expect(linesWith(lines, /^Điều 3\./)[0]?.page).toBe(signed);
		await open(director, director.url().replace(/.*ket-qua/, '/van-ban'));
		expect(await across()).toEqual([false, false, true]);
		await director.context().close();
	});
});

describe('a letter on a telephone', () => {
	it('fits, with the longest of its words', async () => {
		const { rows } = await stage.database.owner.query<{ subject: string; html: string }>(
			`SELECT DISTINCT ON (left(subject, 12)) subject, html FROM mail_message WHERE html <> ''`
		);
		expect(rows.some(({ subject }) => subject.startsWith('Đã tiếp nhận hồ sơ'))).toBe(true);
		const page = await stage.window({ width: 360 });
		for (const { subject, html } of rows) {
			await page.setContent(html);
			const { wide, narrow } = await page.evaluate(() => ({
				wide: document.documentElement.scrollWidth,
				narrow: Math.min(...[...document.querySelectorAll('th')].map((label) => label.clientWidth), 360)
			}));
			expect([subject, wide]).toEqual([subject, 360]);
			expect(narrow).toBeGreaterThan(80);
		}
		await page.context().close();
	});
});

describe('on a telephone', () => {
	it('the question to who signs out has the safe answer first, and the focus on it', async () => {
		const page = await stage.actAs('director', 360);
		await open(page, '/tai-khoan');
		await page.locator('[name=phone]').fill('0905 111 222');
		// Longer than it takes to keep what is typed.
		await page.waitForTimeout(1500);
		await page.locator('details.account summary').click();
		await page.locator('details.account button[type=submit]').click();
		const [stay, leave] = [
			page.locator('#sign-out').getByRole('button', { name: say('drafts_sign_out_stay') }),
			page.locator('#sign-out').getByRole('button', { name: say('drafts_sign_out_anyway') })
		];
		await stay.waitFor();
		expect(await stay.evaluate((button) => button === document.activeElement)).toBe(true);
		const [above, below] = await Promise.all([stay.boundingBox(), leave.boundingBox()]);
		expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0) - 1);
		await page.context().close();
	});

	it('a sign-up that is sent half empty names each box by its own name', async () => {
		const page = await stage.window({ width: 360 });
		await open(page, '/dang-ky');
		await page.locator('[name=email]').fill('moi@chuan.test');
		await page.locator('main form button[type=submit]').last().click();
		await says(page, say('refusal_full_name_missing'));
		const listed = await page.locator('main [role=alert] a, main .errors a').allInnerTexts();
		expect(listed.length).toBeGreaterThan(4);
		expect(listed.filter((line) => line.includes('?'))).toEqual([]);
		await page.context().close();
	});
});

describe('a session that has not begun', () => {
	it('calls nobody absent to who only reads it', async () => {
		const lot = await one(`SELECT id AS one FROM lot WHERE code = 'GL-DL-03'`);
		const page = await stage.actAs('long', 360);
		await open(page, `/hoi-dong/${stage.councilOf('TASK-2026-2')}/phien/${lot}`);
		await says(page, say('refusal_quorum_nobody_present'));
		expect(await textOf(page)).not.toContain(say('councils_is_absent'));
		expect(await page.locator('ul.missing').count()).toBe(0);
		await page.context().close();
	});
});

describe('without scripts', () => {
	it('every part of an appraisal has its look', async () => {
		const signed = await stage.actAs('director');
		const page = await stage.window({ scripts: false });
		await page.context().addCookies(await signed.context().cookies());
		await page.goto(`/tham-dinh/${await stage.appraisalOf('gl02')}`);
		const figures = page.locator('.test dl');
		expect(await figures.evaluate((list) => getComputedStyle(list).display)).toBe('grid');
		await page.context().close();
		await signed.context().close();
	});
});
