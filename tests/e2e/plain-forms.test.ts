import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOME_PROVINCE } from '#lib/domain/places/place.ts';
import { MAP_DOCUMENTS } from '../integration/applications/filled-dossier.ts';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, pickByKeyboard, says, textOf } from './walks.ts';

/** Forms that are sent by a button: a press that nothing came of, and what was typed and not sent. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;
/** Longer than it takes to keep what is typed, ms. */
const PAUSE = 1500;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, MAP_DOCUMENTS);
});

afterAll(async () => {
	await stage.close();
});

const pause = (page: Page): Promise<void> => page.waitForTimeout(PAUSE);

async function editing(page: Page): Promise<void> {
	await open(page, '/to-chuc');
	await page.locator('summary', { hasText: say('access_org_edit') }).click();
}

async function ownPhone(): Promise<string> {
	const application = await stage.app.db.read.applications.find(applicant.applicationId);
	const found = await stage.database.owner.query<{ phone: string }>(
		'SELECT phone FROM organisation WHERE id = $1',
		[application?.organisationId]
	);
	return found.rows[0]?.phone ?? '';
}

async function invitations(): Promise<number> {
	const found = await stage.database.owner.query<{ count: string }>(
		'SELECT count(*) FROM membership_invitation'
	);
	return Number(found.rows[0]?.count);
}

/** The portal does what is asked at the address, and its answer never comes. */
async function cutAnswers(page: Page, address: RegExp): Promise<() => number> {
	let sent = 0;
	await page.route(address, async (route) => {
		if (route.request().method() !== 'POST') return route.fallback();
		sent += 1;
		await route.fetch();
		await route.abort('connectionreset');
	});
	return () => sent;
}

describe('a button that is pressed without a line', () => {
	it('leaves the page with all that stands in it, says so, and works once the line is back', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		await editing(page);
		const before = await ownPhone();
		await pickByKeyboard(page, say('access_org_commune'), 'ia hrung');
		await page.locator('[name=phone]').fill('0269 3 824 555');
		await page.context().setOffline(true);
		await page.getByRole('button', { name: say('access_org_save') }).click();
		await says(page, say('ui_line_unsent'));
		expect(await textOf(page)).not.toContain(say('ui_error_title_500'));
		expect(await page.locator('[name=phone]').inputValue()).toBe('0269 3 824 555');
		expect(await ownPhone()).toBe(before);
		// Below the button, in sight of who pressed it.
		const [button, words] = await Promise.all([
			page.getByRole('button', { name: say('access_org_save') }).boundingBox(),
			page.getByText(say('ui_line_unsent')).boundingBox()
		]);
		expect((words?.y ?? 0) - (button?.y ?? 0)).toBeGreaterThan(0);
		expect((words?.y ?? 0) - (button?.y ?? 0)).toBeLessThan(120);
		await page.context().setOffline(false);
		await page.getByRole('button', { name: say('access_org_save') }).click();
		await says(page, say('access_org_saved'));
		expect(await ownPhone()).toContain('3824555');
		expect(await textOf(page)).not.toContain(say('ui_line_unsent'));
		await page.context().close();
	});

	it('leaves the ticks of a declaration as they are', async () => {
		const page = await stage.signedIn(applicant.rep);
		await open(page, `/ho-so/${applicant.applicationId}/nop`);
		for (const tick of await page.locator('[name=declaration]').all()) await tick.check();
		await page.context().setOffline(true);
		await page.getByRole('button', { name: say('applications_submit_do') }).click();
		await says(page, say('ui_line_unsent'));
		for (const tick of await page.locator('[name=declaration]').all())
			expect(await tick.isChecked()).toBe(true);
		const { state } = (await stage.app.db.read.applications.find(applicant.applicationId)) ?? {};
		expect(state).toBe('draft');
		await page.context().close();
	});
});

describe('an answer that is lost on its way', () => {
	it('is said to leave unknown what was done, and the act is not done twice unseen', async () => {
		const page = await stage.signedIn(applicant.rep);
		await open(page, '/to-chuc/nguoi-dung');
		const before = await invitations();
		const sent = await cutAnswers(page, /nguoi-dung\?\/add/);
		await page.locator('[name=email]').fill('thu.hai@chuan.test');
		await page.getByRole('button', { name: say('ties_invite') }).click();
		await says(page, say('ui_line_unknown'));
		await says(page, say('ui_line_unknown_kept'));
		await page.getByRole('button', { name: say('ties_invite') }).click();
		await pause(page);
		expect([sent(), await invitations()]).toEqual([1, before + 1]);
		await page.getByRole('button', { name: say('ui_line_reload') }).click();
		await says(page, say('kept_words_back_sent'));
		await says(page, 'thu.hai@chuan.test');
		expect(await page.locator('[name=email]').inputValue()).toBe('thu.hai@chuan.test');
		await page.getByRole('button', { name: say('kept_words_let_go') }).click();
		expect(await page.locator('[name=email]').inputValue()).toBe('');
		await page.context().close();
	});
});

describe('what is typed or chosen and not sent', () => {
	it('is in its boxes again after a reload, until it is taken', async () => {
		const page = await stage.signedIn(applicant.rep);
		await editing(page);
		await page.locator('[name=repTitle]').fill('Phó giám đốc');
		await page.locator('[name=provinceCode]').selectOption({ index: 3 });
		await page.locator('[name=addressLine]').fill('Số 5, đường Hùng Vương');
		const province = await page.locator('[name=provinceCode]').inputValue();
		await pause(page);
		await page.reload();
		await says(page, say('kept_words_back'));
		expect(await page.locator('[name=repTitle]').inputValue()).toBe('Phó giám đốc');
		expect(await page.locator('[name=provinceCode]').inputValue()).toBe(province);
		// The folded form stands open.
		expect(await page.locator('[name=repTitle]').isVisible()).toBe(true);
		await page.getByRole('button', { name: say('access_org_save') }).click();
		await says(page, say('access_org_saved'));
		await page.reload();
		await pause(page);
		expect(await textOf(page)).not.toContain(say('kept_words_back'));
		await page.context().close();
	});

	it('holds the one that was chosen of several, and no password', async () => {
		const page = await stage.signedIn(applicant.rep);
		await open(page, '/to-chuc/nguoi-dung');
		await page.locator('[name=role][value=representative]').check();
		await page.locator('[name=email]').fill('moi.them@chuan.test');
		await pause(page);
		await page.reload();
		await says(page, say('kept_words_back'));
		expect(await page.locator('[name=role][value=representative]').isChecked()).toBe(true);
		expect(await page.locator('[name=email]').inputValue()).toBe('moi.them@chuan.test');
		await open(page, '/tai-khoan');
		await page.locator('[name=phone]').fill('0905 111 222');
		const secrets = page.locator('[autocomplete$=password]');
		for (const secret of await secrets.all()) await secret.fill('đo-đúng-cân-đủ-9999');
		// A password that is shown is a secret still.
		await page.locator('.reveal input').first().check();
		await secrets.first().fill('đo-đúng-cân-đủ-8888');
		await pause(page);
		await page.reload();
		await says(page, say('kept_words_back'));
		expect(await page.locator('[name=phone]').inputValue()).toBe('0905 111 222');
		for (const secret of await secrets.all()) expect(await secret.inputValue()).toBe('');
		await page.context().close();
	});

	it('outlives the session: nothing else opens in its place, and it is there after the next sign-in', async () => {
		const page = await stage.signedIn(applicant.rep);
		await editing(page);
		await page.locator('[name=sector]').fill('Chế biến đường');
		await page.locator('[name=provinceCode]').selectOption(HOME_PROVINCE);
		await page.getByRole('combobox', { name: say('access_org_commune') }).fill('');
		await pickByKeyboard(page, say('access_org_commune'), 'chu se');
		const commune = await page.locator('[name=communeCode]').inputValue();
		await page.context().clearCookies({ name: 'chuan_session' });
		await page.getByRole('button', { name: say('access_org_save') }).click();
		await says(page, say('refusal_sign_in_needed'));
		expect(await page.getByRole('heading', { name: say('access_org_new_title') }).count()).toBe(0);
		expect(await page.locator('[name=sector]').inputValue()).toBe('Chế biến đường');
		await page
			.getByRole('alert')
			.getByRole('link', { name: say('ui_sign_in') })
			.click();
		await page.waitForURL(/dang-nhap/);
		const { token } = await stage.app.sessions.create(applicant.rep.accountId);
		await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		await open(page, '/to-chuc');
		await says(page, say('kept_words_back'));
		expect(await page.locator('[name=sector]').inputValue()).toBe('Chế biến đường');
		expect(commune).not.toBe('');
		expect(await page.locator('[name=communeCode]').inputValue()).toBe(commune);
		await page.context().close();
	});
});
