import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { allSaved, keptPage, openTaskDraft, storedSection, takeFaults, typeOn } from './draft-desk.ts';
import { onSlowLine, watchSaves } from './slow-line.ts';
import { wordsOf } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What is typed, on a bad line and without one. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});

const idOf = (key: string): string => found(stage.world.known.applications.get(key), key);

afterAll(async () => {
	await stage.close();
});

const WORDS =
	'Công ty thu mua cà phê quả tươi của hơn 400 hộ ở Ia Grai, sơ chế ướt, phơi sấy và rang xay; mỗi lô đều cân hai lần và đo độ ẩm trước khi nhập kho.';

describe('typing without pause at 400 kbit/s and 400 ms', () => {
	it('a section: long text, boxes ticked quickly, cells of a new row', async () => {
		const id = idOf('map2.dn6');
		const page = await stage.actAs('dn6.rep', 360);
		await open(page, `/ho-so/${id}/phan/activity`);
		const saves = await watchSaves(page);
		await onSlowLine(page);
		const main = page.locator('[name=main_activity]');
		const before = await main.inputValue();
		const complaints = await page.locator('[name=complaints]').inputValue();
		await typeOn(page, '[name=main_activity]', ` ${WORDS}`);
		const boxes = page.locator('[type=checkbox][name=management_systems]');
		const ticked = new Map<string, boolean>();
		for (let round = 0; round < 3; round += 1)
			for (const box of await boxes.all()) {
				await box.click();
				ticked.set((await box.getAttribute('value')) ?? '', await box.isChecked());
			}
		const rows = page.locator('[name^="products/"][name$="/name"]');
		const count = await rows.count();
		await page.locator('button[value="add:products"]').click();
		await expect.poll(() => rows.count()).toBe(count + 1);
		const row = (await rows.last().getAttribute('name'))?.split('/')[1] ?? '';
		await typeOn(page, `[name="products/${row}/name"]`, 'Cà phê rang xay Ia Sao', 30);
		await typeOn(page, `[name="products/${row}/output"]`, '1.250,5', 30);
		await typeOn(page, `[name="products/${row}/unit"]`, 'tấn/năm', 30);
		await typeOn(page, `[name="products/${row}/key_measurement"]`, WORDS, 20);
		await typeOn(page, '[name=complaints]', WORDS, 20);
		await allSaved(page);

		const stored = await storedSection(stage, id, 'activity');
		expect(stored['main_activity']).toBe(`${before} ${WORDS}`);
		expect(stored['complaints']).toBe(`${complaints}${WORDS}`);
		expect(new Set(stored['management_systems'] as readonly string[])).toEqual(
			new Set([...ticked].filter(([, on]) => on).map(([value]) => value))
		);
		const products = stored['products'] as readonly { id: string; cells: Record<string, unknown> }[];
		expect(products.find((one) => one.id === row)?.cells).toMatchObject({
			name: 'Cà phê rang xay Ia Sao',
			unit: 'tấn/năm',
			key_measurement: WORDS
		});
		expect(await saves.conflicts()).toBe(0);
		expect(saves.answers.length).toBeGreaterThan(5);
		expect(saves.answers.filter(({ status, kinds }) => status !== 200 || kinds.includes('conflict'))).toEqual(
			[]
		);
		await page.context().close();
	});

	it('a budget: a new line filled while it is saved', async () => {
		const id = await openTaskDraft(stage, 'dn1');
		const page = await stage.actAs('dn1.rep', 1280);
		await open(page, `/ho-so/${id}/du-toan`);
		const saves = await watchSaves(page);
		await onSlowLine(page);
		const lines = page.locator('input[name^="lines/"][name$="/content"]');
		const typed: string[] = [];
		for (const add of (await page.locator('button[name=add]').all()).slice(1, 3)) {
			const before = await lines.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name));
			await add.click();
			await expect.poll(() => lines.count()).toBe(before.length + 1);
			const after = await lines.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name));
			const name = found(
				after.find((one) => !before.includes(one)),
				'new line'
			);
			await typeOn(page, `[name="${name}"]`, WORDS, 25);
			await typeOn(page, `[name="${name.replace('content', 'unit')}"]`, 'bộ', 25);
			typed.push(name);
		}
		await allSaved(page);
		expect(await saves.conflicts()).toBe(0);
		expect(saves.answers.filter(({ status, kinds }) => status !== 200 || kinds.includes('conflict'))).toEqual(
			[]
		);
		await page.reload();
		for (const name of typed) {
			expect(await page.locator(`[name="${name}"]`).inputValue()).toBe(WORDS);
			expect(await page.locator(`[name="${name.replace('content', 'unit')}"]`).inputValue()).toBe('bộ');
		}
		expect(typed).toHaveLength(2);
		await page.context().close();
	});

	it('a sheet: marks by the keys, words of every criterion', async () => {
		const year = String(stage.world.year);
		const room = `/hoi-dong/${stage.councilOf(`TASK-${year}-2`)}`;
		const id = idOf('gl04');
		const page = await stage.actAs('tuan', 1280);
		await open(page, `${room}/cham/${id}`);
		const saves = await watchSaves(page);
		await onSlowLine(page);
		const marks = page.locator('input[type=radio][name^="mark."]');
		const names = new Set(await marks.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).name)));
		const given = new Map<string, string>();
		for (let round = 0; round < 3; round += 1)
			for (const [at, name] of [...names].entries()) {
				const value = String((at + round) % 5);
				await page.locator(`[name="${name}"]`).first().focus();
				await page.keyboard.press(value);
				given.set(name.replace('mark.', ''), value);
			}
		const comments = page.locator('textarea[name^="comment."]');
		for (const box of await comments.all()) {
			await box.focus();
			await page.keyboard.press('Control+A');
			await page.keyboard.type(WORDS, { delay: 15 });
		}
		await allSaved(page);
		expect(await saves.conflicts()).toBe(0);
		expect(saves.answers.filter(({ status, kinds }) => status !== 200 || kinds.includes('conflict'))).toEqual(
			[]
		);
		await page.reload();
		for (const [slot, value] of given)
			expect(await page.locator(`[name="mark.${slot}"]:checked`).getAttribute('value')).toBe(value);
		for (const box of await comments.all()) expect(await box.inputValue()).toBe(WORDS);
		await page.context().close();
	});
});

describe('a line that stays silent', () => {
	it('counts as cut after 20 seconds, says so, and what was typed is sent again', async () => {
		const id = idOf('map2.dn6');
		const page = await stage.actAs('dn6.rep', 360);
		await open(page, `/ho-so/${id}/phan/activity`);
		let asked = 0;
		await page.route('**/api/ho-so/**', (route) => {
			if (route.request().method() !== 'PATCH') return route.continue();
			asked += 1;
			// The first never gets an answer, and no sign that the line is gone.
			return asked === 1 ? undefined : route.continue();
		});
		await page.locator('[name=complaints]').fill('Gõ khi mạng im lặng');
		await says(page, say('ui_saving'));
		await page.locator('[name=main_activity]').fill('Gõ thêm trong lúc chờ');
		expect(await textOf(page)).not.toContain('Chờ mạng.');
		await says(page, 'Chờ mạng. 2 ô đang giữ trên máy này.');
		await allSaved(page);
		const stored = await storedSection(stage, id, 'activity');
		expect([stored['complaints'], stored['main_activity']]).toEqual([
			'Gõ khi mạng im lặng',
			'Gõ thêm trong lúc chờ'
		]);
		expect(asked).toBeGreaterThan(1);
		await page.context().close();
	});
});

describe('without a line', () => {
	it('sections that were opened once open and save, and the others say in words why not', async () => {
		const id = idOf('map2.dn4');
		const at = (section: string): string => `/ho-so/${id}/phan/${section}`;
		const page = await stage.actAs('dn4.rep', 360);
		await open(page, at('company'));
		await keptPage(page, at('company'));
		await page.locator('button[name=act][value=next]').click();
		await page.waitForURL(`**${at('activity')}`);
		await keptPage(page, at('activity'));
		// Saved after the page was kept: it must not be missing from it.
		await page.locator('[name=complaints]').fill('Đã lưu khi có mạng');
		await allSaved(page);

		await page.context().setOffline(true);
		await typeOn(page, '[name=complaints]', ', viết tiếp khi mất mạng');
		await says(page, 'Chờ mạng. 1 ô đang giữ trên máy này.');
		await page.locator('button[name=act][value=next]').click();
		await says(page, say('drafts_no_line_title'));
		expect(page.url()).toContain(at('instruments'));
		await page.locator(`a[href="${at('activity')}"]`).click();
		await expect
			.poll(() => page.locator('[name=complaints]').inputValue(), { timeout: 20_000 })
			.toBe('Đã lưu khi có mạng, viết tiếp khi mất mạng');
		await page.goto(at('company'));
		await page.locator('.line').waitFor();
		await says(page, say('drafts_kept_page', { time: '' }).split(',')[0] ?? '');
		await page.locator('[name=contact_position]').fill('Phó giám đốc sản xuất');
		await says(page, 'Chờ mạng.');
		await page.goto(`/en${at('instruments')}`);
		await says(page, (await wordsOf('en'))('drafts_no_line_title'));
		await page.goto(at('company'));
		await page.locator('.line').waitFor();

		await page.context().setOffline(false);
		await expect
			.poll(async () => (await storedSection(stage, id, 'company'))['contact_position'], { timeout: 60_000 })
			.toBe('Phó giám đốc sản xuất');
		await expect
			.poll(async () => (await storedSection(stage, id, 'activity'))['complaints'], { timeout: 60_000 })
			.toBe('Đã lưu khi có mạng, viết tiếp khi mất mạng');
		await open(page, at('company'));
		expect(await page.locator('html').getAttribute('data-kept')).toBeNull();
		await page.context().close();
	});

	it('a portal that does not answer is no different, whatever the browser thinks of its network', async () => {
		const id = idOf('map2.dn4');
		const page = await stage.actAs('dn4.rep');
		await open(page, `/ho-so/${id}/phan/activity`);
		await keptPage(page, `/ho-so/${id}/phan/activity`);
		await open(page, `/ho-so/${id}/phan/company`);
		await keptPage(page, `/ho-so/${id}/phan/company`);
		await stage.kill();
		try {
			await page.locator('button[name=act][value=next]').click();
			await page.waitForURL('**/phan/activity');
			await expect
				.poll(() => page.locator('html').getAttribute('data-kept'), { timeout: 30_000 })
				.not.toBeNull();
			await page.locator('[name=complaints]').waitFor();
		} finally {
			await stage.start();
		}
		await page.context().close();
	});

	it('a budget that was opened once opens and takes a line', async () => {
		const id = await openTaskDraft(stage, 'dn6');
		const at = `/ho-so/${id}/du-toan`;
		const page = await stage.actAs('dn6.rep');
		await open(page, at);
		await keptPage(page, at);
		await page.context().setOffline(true);
		await page.goto(at);
		await page.locator('.line').waitFor();
		const lines = page.locator('input[name^="lines/"][name$="/content"]');
		const count = await lines.count();
		await page.locator('button[name=add]').nth(1).click();
		await expect.poll(() => lines.count()).toBe(count + 1);
		await lines.last().fill('Ghi khi mất mạng');
		await says(page, 'Chờ mạng.');
		await page.reload();
		await expect
			.poll(() => lines.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)))
			.toContain('Ghi khi mất mạng');
		await page.context().setOffline(false);
		await allSaved(page);
		await open(page, at);
		expect(await lines.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toContain(
			'Ghi khi mất mạng'
		);
		await page.context().close();
	});

	it('a sheet of the lot opens and takes marks', async () => {
		const year = String(stage.world.year);
		const sheet = `/hoi-dong/${stage.councilOf(`TASK-${year}-2`)}/cham/${idOf('gl06')}`;
		const page = await stage.actAs('duy');
		await open(page, sheet);
		await keptPage(page, sheet);
		await page.context().setOffline(true);
		await page.goto(sheet);
		await page.locator('.state [role=status]').waitFor();
		const comment = page.locator('textarea[name="comment"]');
		await comment.fill('Viết khi mất mạng');
		await says(page, 'Chờ mạng.');
		// What waits is not in a sheet that is handed in: the sheet stays where it is.
		await page.locator('button[formaction="?/submit"]').click();
		await page.context().setOffline(false);
		await allSaved(page);
		await page.reload();
		expect(await comment.inputValue()).toBe('Viết khi mất mạng');
		expect(await page.locator('button[formaction="?/submit"]').count()).toBe(1);
		await page.context().close();
	});
});

describe('on the way', () => {
	it('no page gave a fault of its own', () => {
		expect(takeFaults(stage)).toEqual([]);
	});
});
