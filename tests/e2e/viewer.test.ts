import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { dossierToJudge, drawn, firstLook, OFFICER } from './reading.ts';
import { wordsOf } from './stage.ts';
import { fits, open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** Files are read beside what they are judged for. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let dossier = '';

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
	dossier = await dossierToJudge(stage);
});

afterAll(async () => {
	await stage.close();
});

describe('a file beside its item', () => {
	it('is drawn with its text, found, enlarged, turned and left at its place', async () => {
		const page = await stage.actAs(OFFICER);
		await open(page, dossier);
		await firstLook(page).click();
		const frame = await drawn(page);
		await expect.poll(() => frame.locator('.textLayer').first().innerText()).toContain('ĐỀ NGHỊ HỖ TRỢ');
		expect(await textOf(page)).toContain(say('viewer_unscanned'));
		await fits(page);
		await page.locator('.viewer button').first().press('Control+f');
		await page.keyboard.type('de nghi ho tro');
		await expect.poll(() => page.locator('.viewer [role=search]').innerText()).toMatch(/1\/\d/);
		await expect.poll(() => frame.locator('.hit.now').count()).toBeGreaterThan(0);
		await page.keyboard.press('Escape');
		const width = () =>
			frame
				.locator('.sheet')
				.first()
				.evaluate((sheet) => sheet.clientWidth);
		const [before, height] = [
			await width(),
			await frame
				.locator('.sheet')
				.first()
				.evaluate((sheet) => sheet.clientHeight)
		];
		await page.getByRole('button', { name: say('viewer_larger') }).click();
		await expect.poll(width).toBeGreaterThan(before);
		await page.getByRole('button', { name: say('viewer_turn') }).click();
		await expect.poll(width).toBeGreaterThan(height);
		await page.getByRole('button', { name: say('viewer_list') }).click();
		await frame.locator('#list button canvas').first().waitFor();
		await page.getByRole('button', { name: say('viewer_back') }).click();
		await expect.poll(() => page.locator('.viewer').count()).toBe(0);
		expect(await firstLook(page).evaluate((link) => link === document.activeElement)).toBe(true);
		await firstLook(page).click();
		const again = await drawn(page);
		await expect
			.poll(() =>
				again
					.locator('.sheet')
					.first()
					.evaluate((sheet) => sheet.clientWidth)
			)
			.toBeGreaterThan(height);
		await page.context().close();
	});

	it('lies over the page on a telephone, takes the focus, and gives the page back', async () => {
		const page = await stage.actAs(OFFICER, 360);
		await open(page, `/en${dossier}`);
		await firstLook(page).click();
		await drawn(page);
		await fits(page);
		expect(await page.locator('.viewer').evaluate((viewer) => viewer.contains(document.activeElement))).toBe(
			true
		);
		expect(await page.locator('.work[inert]').count()).toBe(1);
		await page.keyboard.press('Escape');
		await expect.poll(() => page.locator('.viewer').count()).toBe(0);
		expect(await page.locator('.work[inert]').count()).toBe(0);
		await page.context().close();
	});

	it('leads to the file itself without scripts', async () => {
		const page = await stage.window({ scripts: false });
		const { token } = await stage.app.sessions.create(
			found(stage.world.known.accounts.get(OFFICER), OFFICER).accountId
		);
		await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		await page.goto(dossier);
		expect(await firstLook(page).getAttribute('href')).toMatch(/^\/api\/tai-lieu\/[0-9a-f-]{36}\?xem=1$/);
		await page.context().close();
	});
});

describe('the worklist of a validity check', () => {
	it('is judged by keys, with the file of each item beside it', async () => {
		const page = await stage.actAs(OFFICER);
		await open(page, dossier);
		await page.locator('li[data-look-group]').nth(1).locator('input[value=yes]').focus();
		await page.keyboard.press('o');
		await drawn(page);
		const shown = () => page.locator('.viewer h2').innerText();
		const named = (item: number) =>
			page
				.locator('li[data-look-group]')
				.nth(item)
				.locator('a[data-look]')
				.first()
				.getAttribute('data-look-name');
		expect(await shown()).toBe(await named(1));
		await page.keyboard.press('j');
		await expect.poll(shown).toBe(await named(2));
		await page.keyboard.press('x');
		const checked = (item: number) =>
			page
				.locator('li[data-look-group]')
				.nth(item)
				.locator('input[type=radio]:checked')
				.getAttribute('value');
		await expect.poll(() => checked(2)).toBe('no');
		await page.keyboard.press('v');
		await expect.poll(() => checked(2)).toBe('yes');
		await page.keyboard.press('x');
		const note = page.locator('li[data-look-group]').nth(2).locator('textarea');
		await note.fill('');
		await note.pressSequentially('xem lại ava');
		expect(await note.inputValue()).toBe('xem lại ava');
		expect(await checked(2)).toBe('no');
		await page.context().close();
	});
});

describe('a file in place of the dossier, beside the sheet', () => {
	it('is read while the sheet is marked, and left with its dossier', async () => {
		const page = await stage.actAs('khai');
		const room = `/hoi-dong/${stage.councilOf(`TASK-${String(stage.world.year)}-2`)}`;
		await open(page, `${room}/cham/${found(stage.world.known.applications.get('gl03a'), 'gl03a')}`);
		await firstLook(page).click();
		await drawn(page);
		expect(await page.locator('.sheet input[type=radio]').first().isVisible()).toBe(true);
		expect(await page.locator('#ho-so').isVisible()).toBe(false);
		const marks = () =>
			page
				.locator('.sheet input[type=radio]')
				.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked));
		const marked = await marks();
		const search = page.locator('.viewer [role=search] input');
		await page.locator('.viewer button').first().press('Control+f');
		await page.keyboard.type('kj 14 khoan n');
		expect(await search.inputValue()).toBe('kj 14 khoan n');
		expect(await marks()).toEqual(marked);
		await page.getByRole('button', { name: say('viewer_file_next') }).click();
		await drawn(page);
		const links = page.locator('a[data-look]');
		expect(await page.locator('.viewer h2').innerText()).toBe(
			await links.nth(1).getAttribute('data-look-name')
		);
		const before = page.url();
		await page.locator(`nav a[href^="${room}/cham/"]:not([aria-current])`).first().click();
		await page.waitForURL((address) => address.href !== before);
		await expect.poll(() => page.locator('.viewer').count()).toBe(0);
		await page.context().close();
	});
});

describe('a file that may not be read', () => {
	it.each([
		['infected', 'refusal_document_infected'],
		['pending', 'refusal_document_scan_pending']
	])('%s stays closed, in words', async (verdict, word) => {
		const page = await stage.actAs(OFFICER);
		await open(page, dossier);
		const link = firstLook(page);
		const [id, name] = [await link.getAttribute('data-look'), await link.getAttribute('data-look-name')];
		const held = await stage.database.owner.query<{ verdict: string }>(
			'SELECT verdict FROM application_document WHERE id = $1',
			[id]
		);
		await stage.database.owner.query('UPDATE application_document SET verdict = $2 WHERE id = $1', [
			id,
			verdict
		]);
		await link.click();
		await says(page, say(word, { file: name ?? '' }));
		expect(await page.locator('.viewer iframe').count()).toBe(0);
		await stage.database.owner.query('UPDATE application_document SET verdict = $2 WHERE id = $1', [
			id,
			held.rows[0]?.verdict
		]);
		await page.context().close();
	});
});
