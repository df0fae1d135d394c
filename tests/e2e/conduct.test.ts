import type { APIResponse, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIRMED } from '#lib/contracts/question.ts';
import { found } from '../../world/demonstration.ts';
import { lotOf } from '../../world/rounds.ts';
import { wordsOf } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What people of the demonstration are refused, in its state at the first start. */

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

/** Opens what is refused: an error page in the reader's words. */
async function refusedAt(page: Page, path: string, words: string): Promise<void> {
	const answer = await page.goto(path, { waitUntil: 'networkidle' });
	expect(answer?.status(), path).toBeGreaterThanOrEqual(400);
	expect(answer?.status(), path).toBeLessThan(500);
	expect(await textOf(page), path).toContain(words);
}

describe('a member of the council', () => {
	it('with a conflict of interest neither reads nor marks that dossier, and still does the others', async () => {
		const page = await stage.actAs('huong');
		await open(page, room);
		await says(page, say('office_lot_you_recused'));
		const blocked = applicationOf('gl06');
		expect(await page.locator(`a[href*="${blocked}"]`).count()).toBe(0);
		for (const way of ['ho-so', 'cham'])
			await refusedAt(page, `${room}/${way}/${blocked}`, say('refusal_conflict_blocks'));
		await open(page, `${room}/cham/${applicationOf('gl03a')}`);
		await page.context().close();
	});

	it('sees what has the focus on a sheet above its foot, at a window as high as a laptop', async () => {
		const page = await stage.actAs('huong');
		await page.setViewportSize({ width: 1280, height: 900 });
		await open(page, `${room}/cham/${applicationOf('gl03a')}`);
		const boxes = page.locator('.sheet textarea');
		expect(await boxes.count()).toBeGreaterThan(5);
		for (const box of await boxes.all()) {
			await page.evaluate(() => scrollTo(0, 0));
			await box.focus();
			const free = await box.evaluate(
				(one) =>
					(document.querySelector('.foot')?.getBoundingClientRect().top ?? 0) -
					one.getBoundingClientRect().bottom
			);
			expect([await box.getAttribute('name'), free >= 0]).toEqual([await box.getAttribute('name'), true]);
		}
		await page.context().close();
	});

	it('who has not signed the undertaking opens nothing', async () => {
		const page = await stage.actAs('long');
		for (const way of ['ho-so', 'cham'])
			await refusedAt(page, `${room}/${way}/${applicationOf('gl03a')}`, say('refusal_undertaking_missing'));
		await page.context().close();
	});
});

describe('a session', () => {
	it('without a reviewer does not open, and says who is missing', async () => {
		const lot = await lotOf(stage.world, round, 'GL-DL-03');
		const page = await stage.actAs('lan');
		await open(page, `${room}/phien/${lot.id}`);
		for (const box of await page.locator('input[name^="present."]:not([disabled])').all()) await box.check();
		for (const name of ['Lê Quang Duy', 'Y Blăng Niê'])
			await page.getByRole('checkbox', { name: new RegExp(name) }).uncheck();
		// Ticks that are not recorded yet outlive a reload, and come along when the session is opened.
		await page.waitForTimeout(1500);
		await page.reload();
		await says(page, say('kept_words_back'));
		expect(await page.getByRole('checkbox', { name: /Nguyễn Văn Khải/ }).isChecked()).toBe(true);
		await page.getByRole('button', { name: say('councils_open_session') }).click();
		const alert = page.locator('.summary[role=alert]');
		await alert.waitFor();
		expect(await alert.innerText()).toMatch(/phản biện/i);
		expect(await alert.innerText()).not.toMatch(/Có mặt 0/);
		expect((await stage.app.db.read.sessions.of({ lotId: lot.id }))?.state).toBe('planned');
		await page.context().close();
	});
});

describe('an approval', () => {
	const stateOf = async (key: string) =>
		(await stage.app.db.read.budgets.appraisalOf(applicationOf(key)))?.state;
	const balances = async (): Promise<readonly unknown[]> => {
		const { rows } = await stage.database.owner.query<Record<string, unknown>>(
			'SELECT * FROM fund_balance ORDER BY 1, 2'
		);
		return rows;
	};

	it('above what the source still has says how much is short, and commits nothing', async () => {
		const before = await balances();
		const page = await stage.actAs('director');
		await open(page, `/tham-dinh/${await stage.appraisalOf('gl02')}`);
		await says(page, say('budgets_fund_short', { amount: '2.316.000\u00a0đồng' }));
		expect(await page.locator('form[action="?/approve"] button').isDisabled()).toBe(true);
		// The button is not the guard: the act sent by hand, with its question answered, is refused as well.
		const answer = await sentByHand(page, 'approve');
		expect(await answer.text()).toMatch(/thiếu 2\.316\.000[ \u00a0]đồng/);
		expect(await stateOf('gl02')).toBe('verified');
		expect(await balances()).toEqual(before);
		await page.context().close();
	});

	it('is not for the person who prepared it, also in a second role', async () => {
		const { personId } = found(stage.world.known.accounts.get('finance'), 'finance');
		await stage.database.owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from)
			 SELECT gen_random_uuid(), $1, role, 'all', '', app_now() FROM unnest(ARRAY['finance_head', 'director']) role`,
			[personId]
		);
		const page = await stage.actAs('finance');
		await open(page, `/tham-dinh/${await stage.appraisalOf('gl05')}`);
		await says(page, say('refusal_approval_same_person'));
		expect(await page.locator('form[action="?/verify"]').count()).toBe(0);
		// The button is not the guard: the same act sent by hand is refused as well.
		const answer = await sentByHand(page, 'verify');
		expect(await answer.text()).toContain(say('refusal_approval_same_person'));
		expect(await stateOf('gl05')).toBe('prepared');
		await page.context().close();
	});

	it('on figures that changed after they were read is refused, and the new figures are shown', async () => {
		await stage.database.owner.query(
			`DELETE FROM role_grant WHERE scope_type = 'all' AND role IN ('finance_head', 'director') AND person_id = $1`,
			[found(stage.world.known.accounts.get('finance'), 'finance').personId]
		);
		const path = `/tham-dinh/${await stage.appraisalOf('gl05')}`;
		const [head, finance] = [await stage.actAs('head'), await stage.actAs('finance')];
		await open(head, path);
		const seen = await hashSeen(head);
		// Signed figures are opened by a step of their own; from there on each key is kept.
		await open(finance, path);
		await finance.getByRole('link', { name: say('budgets_reopen') }).click();
		const boxes = finance
			.locator('tr.boxes')
			.filter({ has: finance.locator('[name$="/unitPrice"]') })
			.first();
		await boxes.locator('summary').click();
		await boxes.locator('[name$="/unitPrice"]').fill('1.000');
		await boxes.locator('select[name$="/reason"]').selectOption({ index: 1 });
		await expect.poll(() => hashSeen(finance), { timeout: 40_000 }).not.toBe(seen);
		await head.locator('form[action="?/verify"] button').click();
		await expect
			.poll(() => textOf(head), { timeout: 40_000 })
			.toMatch(
				new RegExp(
					`${say('refusal_approval_stale_figures')}|${say('refusal_approval_wrong_order')}`.replace(
						/[().]/g,
						'\\$&'
					)
				)
			);
		expect(await stateOf('gl05')).not.toBe('verified');
		await Promise.all([head.context().close(), finance.context().close()]);
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});

/** The answer to a signature that no page sent, on the figures that this page shows; it is a refusal. */
async function sentByHand(page: Page, act: string): Promise<APIResponse> {
	const answer = await page.request.post(`${new URL(page.url()).pathname}?/${act}`, {
		form: { seenHash: await hashSeen(page), [CONFIRMED]: 'yes' },
		headers: { origin: stage.origin, accept: 'text/html' }
	});
	expect(answer.status()).toBeLessThan(500);
	expect(answer.status()).toBeGreaterThanOrEqual(400);
	return answer;
}

/** The hash of the figures that the page shows. */
async function hashSeen(page: Page): Promise<string> {
	const hash = (await page.locator('.hash code').first().innerText()).replace(/\s/g, '');
	expect(hash).toMatch(/^[0-9a-f]{64}$/);
	return hash;
}
