import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAP_DOCUMENTS } from '../integration/applications/filled-dossier.ts';
import { insertPerson } from '../integration/intake/world.ts';
import { openMapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { agree, fillNames, fits, open, says } from './walks.ts';

let stage: Stage;
let officer: Enrolled;
let rep: Enrolled;
let applicationId = '';

beforeAll(async () => {
	stage = await openStage();
	({ rep, applicationId } = await openMapApplicant(stage, MAP_DOCUMENTS));
	officer = await insertPerson({ ...stage, close: () => Promise.resolve() }, 'Siu Thảo Vy', {
		grants: [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }]
	});
});
afterAll(() => stage.close());

const CALL = '/dot-keu-goi/MAP-2026-03';
const CHANGES = '/van-phong/dot/MAP-2026-03/thay-doi';
const form = (page: Page, act: string) => page.locator(`form[action="?/${act}"]`);

/** Vietnam's date so many days from the portal's own day. */
async function day(days: number): Promise<string> {
	const now = await stage.app.db.read.clock.now();
	const [y, mo, d] = new Date(now.getTime() + 7 * 3_600_000 + days * 86_400_000)
		.toISOString()
		.slice(0, 10)
		.split('-');
	return `${String(d)}/${String(mo)}/${String(y)}`;
}

async function decide(page: Page, act: string, values: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, value] of Object.entries(values))
		await form(page, act).locator(`[name="${name}"]`).fill(value);
}

describe('an officer extends a call', () => {
	it.each([
		['vi', '', 1280],
		['en', '/en', 360]
	] as const)('in %s at %s%d', async (locale, base, width) => {
		const say = await wordsOf(locale);
		const page = await stage.signedIn(officer, width);
		await open(page, base + CHANGES);
		await fits(page);
		const number = locale === 'vi' ? '125/QĐ-SKHCN' : '126/QĐ-SKHCN';
		// An earlier day than the end that stands is refused at its field, and nothing typed is lost.
		const typed = {
			closesAt: await day(-3),
			closesTime: '17:00',
			reason: 'Bão số 13',
			decisionNo: number,
			decisionOn: await day(0)
		};
		await decide(page, 'extend', typed);
		await form(page, 'extend')
			.getByRole('button', { name: say('calls_extend'), exact: true })
			.click();
		await page.locator('[name=closesAt][aria-invalid=true]').waitFor();
		expect(await form(page, 'extend').locator('[name=reason]').inputValue()).toBe('Bão số 13');
		await fits(page);
		const end = await day(locale === 'vi' ? 10 : 20);
		await fillNames(page, { closesAt: end });
		await form(page, 'extend')
			.getByRole('button', { name: say('calls_extend'), exact: true })
			.click();
		await says(page, say('calls_extend_work'));
		await page.locator('#question summary').first().click();
		expect(await page.locator('#question details').first().innerText()).toContain(number);
		await fits(page);
		await agree(page);
		await says(page, locale === 'vi' ? 'Đã gia hạn và gửi thư' : 'letters are on their way');
		await says(page, number);
		await page.context().close();

		const visitor = await stage.window({ width });
		await open(visitor, base + CALL);
		await says(visitor, number);
		await fits(visitor);
		await visitor.context().close();
		const applicant = await stage.signedIn(rep, width);
		await open(applicant, `${base}/ho-so/${applicationId}`);
		await says(applicant, number);
		await applicant.context().close();
	});
});

describe('an officer gives one dossier more time', () => {
	it.each([
		['vi', '', 1280],
		['en', '/en', 360]
	] as const)('in %s at %s%d', async (locale, base, width) => {
		const say = await wordsOf(locale);
		const page = await stage.signedIn(officer, width);
		await open(page, base + CHANGES);
		const number = locale === 'vi' ? '225/QĐ-SKHCN' : '226/QĐ-SKHCN';
		const { rows } = await stage.database.owner.query<{ tax_code: string; name: string }>(
			`SELECT o.tax_code, o.name FROM organisation o JOIN application a ON a.organisation_id = o.id WHERE a.id = $1`,
			[applicationId]
		);
		const { tax_code: taxCode = '', name = '' } = rows[0] ?? {};
		// A code that has no dossier here is refused at its field, and nothing typed is lost.
		const typed = {
			taxCode: '5999905494',
			until: await day(locale === 'vi' ? 40 : 50),
			untilTime: '17:00',
			reason: 'Cổng không nhận được tệp',
			decisionNo: number,
			decisionOn: await day(0)
		};
		await decide(page, 'window', typed);
		const give = form(page, 'window').getByRole('button', { name: say('calls_window'), exact: true });
		await give.click();
		await page.locator('[name=taxCode][aria-invalid=true]').waitFor();
		expect(await form(page, 'window').locator('[name=reason]').inputValue()).toBe(typed.reason);
		await fits(page);
		await decide(page, 'window', { taxCode });
		await give.click();
		await says(page, name);
		await agree(page);
		await says(page, number);
		await fits(page);
		await page.context().close();

		const applicant = await stage.signedIn(rep, width);
		await open(applicant, `${base}/ho-so/${applicationId}`);
		await says(applicant, number);
		await says(applicant, typed.reason);
		await fits(applicant);
		await applicant.context().close();
		const visitor = await stage.window({ width });
		await open(visitor, base + CALL);
		expect(await visitor.content()).not.toContain(number);
		await visitor.context().close();
	});
});

describe('an officer cancels a call', () => {
	it('without scripts, is told what follows, and everybody reads it', async () => {
		const say = await wordsOf('vi');
		const page = await stage.signedIn(officer);
		const plain = await stage.window({ scripts: false });
		await plain.context().addCookies(await page.context().cookies());
		await plain.goto(CHANGES);
		const values = { reason: 'Nguồn kinh phí bị cắt', decisionNo: '', decisionOn: await day(0) };
		await decide(plain, 'cancel', values);
		const press = () =>
			form(plain, 'cancel')
				.getByRole('button', { name: say('calls_cancel'), exact: true })
				.click();
		await press();
		await says(plain, say('refusal_call_decision_number_missing'));
		expect(await form(plain, 'cancel').locator('[name=reason]').inputValue()).toBe(values.reason);
		await decide(plain, 'cancel', { decisionNo: '130/QĐ-SKHCN' });
		await press();
		await says(plain, say('calls_cancel_follows_final'));
		await plain.locator('#question summary').first().click();
		expect(await plain.locator('#question details').first().innerText()).toContain(values.reason);
		await agree(plain);
		await says(plain, 'Đã hủy đợt và gửi thư');
		expect(await form(plain, 'extend').count()).toBe(0);
		for (const base of ['', '/en']) {
			const words = await wordsOf(base === '' ? 'vi' : 'en');
			const visitor = await stage.window({ width: 360 });
			await open(visitor, base + CALL);
			await says(visitor, words('public_cancelled'));
			await says(visitor, '130/QĐ-SKHCN');
			await fits(visitor);
			await visitor.context().close();
			const applicant = await stage.signedIn(rep, 360);
			await open(applicant, `${base}/ho-so/${applicationId}`);
			await says(applicant, words('applications_call_cancelled'));
			await fits(applicant);
			await applicant.context().close();
		}
		await plain.context().close();
		await page.context().close();
	});
});
