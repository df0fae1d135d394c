import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { saveAnswers } from '#lib/server/app/applications/save-answers.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { keptPage, rowsIn, storedSection, takeFaults } from './draft-desk.ts';
import { wordsOf } from './stage.ts';
import { open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What is typed and kept in a browser that several people use, and what is left of it when one of them goes. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});

const idOf = (key: string): string => found(stage.world.known.applications.get(key), key);
const personOf = (key: string): string => found(stage.world.known.accounts.get(key), key).personId;

afterAll(async () => {
	await stage.close();
});

async function signOut(page: Page): Promise<void> {
	await page.evaluate(() => {
		document.querySelector<HTMLFormElement>('form[action$="/dang-xuat"]')?.requestSubmit();
	});
}

describe('two people at one computer', () => {
	const WAITING = 'Chữ của người trước chưa gửi';

	it('see nothing of each other, and each finds the own words again', async () => {
		const [id, other] = [idOf('map2.dn4'), idOf('map2.dn6')];
		const at = `/ho-so/${id}/phan/needs`;
		const page = await stage.actAs('dn4.rep');
		const context = page.context();
		await open(page, at);
		await keptPage(page, at);
		await context.setOffline(true);
		await page.locator('[name=spread]').fill(WAITING);
		await says(page, 'Chờ mạng. 1 ô đang giữ trên máy này.');
		await expect.poll(async () => (await rowsIn(page)).operations.length).toBe(1);
		const mine = await rowsIn(page);
		expect(mine.operations).toEqual([[personOf('dn4.rep'), `/api${at}`]]);
		expect(mine.text).not.toContain(WAITING);
		expect(mine.text).not.toContain('<html');

		// Nobody signs out: the session ends, and another person sits down.
		await page.close();
		await context.clearCookies();
		const sessions = stage.app.sessions;
		const sitDown = async (key: string): Promise<void> => {
			const { token } = await sessions.create(found(stage.world.known.accounts.get(key), key).accountId);
			await context.addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		};
		await sitDown('dn6.rep');
		await context.setOffline(false);
		const second = await context.newPage();
		const sent: string[] = [];
		second.on('request', (request) => void sent.push(request.postData() ?? ''));
		await open(second, `/ho-so/${other}/phan/company`);
		await keptPage(second, `/ho-so/${other}/phan/company`);
		const theirs = await rowsIn(second);
		expect(new Set(theirs.pages.map(([person]) => person))).toEqual(new Set([personOf('dn6.rep')]));
		expect(theirs.keys).toEqual([personOf('dn6.rep')]);
		await context.setOffline(true);
		await second.goto(at);
		await says(second, say('drafts_no_line_title'));
		expect(await textOf(second)).not.toContain(WAITING);
		expect(await second.locator(`a[href*="${id}/"]:not([href="${at}"])`).count()).toBe(0);
		await context.setOffline(false);
		await open(second, `/ho-so/${other}/phan/company`);
		await signOut(second);
		await second.waitForURL('**/dang-nhap?**');
		const left = await rowsIn(second);
		expect([left.pages, left.keys]).toEqual([[], []]);
		// The words of the first wait on, locked.
		expect(left.operations).toEqual([[personOf('dn4.rep'), `/api${at}`]]);
		await context.setOffline(true);
		await second.goto(`/ho-so/${other}/phan/company`);
		await says(second, say('drafts_no_line_title'));
		await context.setOffline(false);
		expect(sent.join('\n')).not.toContain(WAITING);

		await context.clearCookies();
		await sitDown('dn4.rep');
		await open(second, at);
		await expect.poll(() => second.locator('[name=spread]').inputValue()).toBe(WAITING);
		await expect.poll(async () => (await storedSection(stage, id, 'needs'))['spread']).toBe(WAITING);
		await context.close();
	});

	it('act as nobody but the person whose page it is, and say so when nobody is signed in any more', async () => {
		const page = await stage.actAs('dn4.rep');
		const context = page.context();
		const nameOf = async (key: string): Promise<string | undefined> =>
			(await stage.app.db.read.identity.findPerson(personOf(key)))?.fullName;
		const [first, second] = [await nameOf('dn4.rep'), await nameOf('dn6.rep')];
		await open(page, '/tai-khoan');
		await page.locator('[name=fullName]').fill('Tên Gõ Dở');
		const press = (): Promise<void> => page.locator('form[action="?/profile"] button').last().click();
		await context.clearCookies();
		await press();
		await says(page, say('refusal_sign_in_needed'));
		const { token } = await stage.app.sessions.create(
			found(stage.world.known.accounts.get('dn6.rep'), 'dn6.rep').accountId,
			{ browser: '', system: '', network: '' }
		);
		await context.addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		await press();
		await says(page, say('refusal_signed_in_as_another'));
		expect(await page.locator('[name=fullName]').inputValue()).toBe('Tên Gõ Dở');
		expect([await nameOf('dn4.rep'), await nameOf('dn6.rep')]).toEqual([first, second]);
		await context.close();
	});

	it('who signs out is asked about what could not be sent, and what can be is sent first', async () => {
		const id = idOf('map2.dn4');
		const at = `/ho-so/${id}/phan/needs`;
		const page = await stage.actAs('dn4.rep');
		const context = page.context();
		await open(page, at);
		await keptPage(page, at);
		await context.setOffline(true);
		await page.locator('[name=expected_effect]').fill('Gửi trước khi đăng xuất');
		await page.locator('[name=general_objective]').fill('Trùng với người khác');
		await says(page, 'Chờ mạng. 2 ô');
		const sections = await stage.app.db.read.applications.sections(id);
		const baseVersion = sections.find(({ sectionKey }) => sectionKey === 'needs')?.version ?? 0;
		must(
			await saveAnswers(await stage.world.as('dn4.editor'), {
				id,
				sectionKey: 'needs',
				patches: [{ fieldKey: 'general_objective', value: 'Của người soạn', baseVersion }]
			})
		);
		await page.close();
		await context.setOffline(false);
		const list = await context.newPage();
		await open(list, '/ho-so');
		const stays = (): Promise<void> =>
			list.getByRole('button', { name: say('drafts_sign_out_stay') }).click();
		const leaves = (): Promise<void> =>
			list.getByRole('button', { name: say('drafts_sign_out_anyway') }).click();
		await signOut(list);
		await says(list, say('drafts_sign_out_title', { count: '1' }));
		expect((await storedSection(stage, id, 'needs'))['expected_effect']).toBe('Gửi trước khi đăng xuất');
		await stays();
		await expect.poll(() => list.locator('dialog').count()).toBe(0);
		expect((await rowsIn(list)).operations).toHaveLength(1);
		expect(list.url()).not.toContain('dang-nhap');

		// The portal is not reached, or has a fault: nobody is signed out, and no word goes.
		for (const [words, spoil] of [
			['drafts_sign_out_offline', (route: Route) => route.abort('internetdisconnected')],
			['drafts_sign_out_failed', (route: Route) => route.fulfill({ status: 503, body: 'busy' })]
		] as const) {
			await list.route('**/dang-xuat', spoil);
			await signOut(list);
			await leaves();
			await says(list, say(words));
			await list.unroute('**/dang-xuat');
			expect((await rowsIn(list)).operations).toHaveLength(1);
			expect((await rowsIn(list)).keys).toEqual([personOf('dn4.rep')]);
		}
		await open(list, at);
		await expect.poll(() => list.locator('.conflict .acts').count()).toBe(1);

		await signOut(list);
		await leaves();
		await list.waitForURL('**/dang-nhap?**');
		const left = await rowsIn(list);
		expect([left.operations, left.pages, left.keys]).toEqual([[], [], []]);
		expect((await storedSection(stage, id, 'needs'))['general_objective']).toBe('Của người soạn');
		await context.close();
	});
});

describe('on the way', () => {
	it('no page gave a fault of its own', () => {
		expect(takeFaults(stage)).toEqual([]);
	});
});
