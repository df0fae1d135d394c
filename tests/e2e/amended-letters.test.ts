import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers, openPostOffice, plainText } from '../support/post-office.ts';
import type { PostOffice } from '../support/post-office.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { confirmIn, fits, open, says } from './walks.ts';

/** An administrator amends a letter in the browser, and its readers get it from a mail server. */

let office: PostOffice;
let stage: Stage;
let admin: Enrolled;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	office = await openPostOffice();
	stage = await openStage(undefined, { SMTP_URL: office.url, MAIL_FROM: 'no-reply@chuan.test' });
	say = await wordsOf('vi');
	admin = await stage.enrol('quan', {
		fullName: 'Lê Văn Quản',
		grants: [{ role: 'administrator', scope: { type: 'all' } }]
	});
	await stage.enrol('ha', { fullName: 'Siu Thị Hà' });
	const lan = await stage.enrol('lan', { fullName: 'Rơ Châm H’Lan' });
	await stage.database.owner.query(`UPDATE account SET locale = 'en' WHERE id = $1`, [lan.accountId]);
});
afterAll(async () => {
	await stage.close();
	office.close();
});

/** The last message to somebody, once the worker has sent it. */
async function received(key: string): Promise<{ head: string; text: string }> {
	const sent = () => office.taken.filter(({ to }) => to.includes(`${key}@chuan.test`));
	await expect.poll(() => sent().length, { timeout: 40_000 }).toBe(1);
	const raw = sent()[0]?.raw ?? '';
	return { head: headers(raw), text: plainText(raw) };
}

async function forgets(key: string, language: '' | '/en'): Promise<void> {
	const page = await stage.window();
	await open(page, `${language}/quen-mat-khau`);
	await page.locator('[name=email]').fill(`${key}@chuan.test`);
	await page.locator('main form button[type=submit]').click();
	await says(page, `${key}@chuan.test`);
	await page.context().close();
}

describe('a letter amended in the browser', () => {
	it('is found, checked as it is typed, seen as it will be, and kept', async () => {
		const page = await stage.signedIn(admin);
		await open(page, '/quan-tri/mau-thu');
		await page.locator('[name=tim]').fill('mat khau');
		await page.keyboard.press('Enter');
		await page.getByRole('link', { name: 'Đặt lại mật khẩu' }).click();
		await says(page, say('letters_variables_none'));

		const subject = page.getByLabel(say('letters_subject_vi'));
		await subject.fill('Mật khẩu {moi}');
		await says(page, say('refusal_letter_variable_unknown', { names: '{moi}' }));
		await subject.fill('Mật khẩu mới cho Cổng Chuẩn');
		await page
			.getByLabel(say('letters_body_vi'))
			.fill('Sở nhận được đề nghị của Ông/Bà.\n\nXin mở đường dẫn dưới đây.');
		await page.getByLabel(say('letters_subject_en')).fill('A new password for Chuẩn');
		await page.getByLabel(say('letters_body_en')).fill('Please open the link below.');
		await page.getByRole('button', { name: say('letters_preview'), exact: true }).click();
		await says(page, say('letters_preview_typed'));
		const seen = page.frameLocator('iframe').first().locator('body');
		expect(await seen.innerText()).toContain('Xin mở đường dẫn dưới đây.');
		await page.getByRole('button', { name: say('letters_save') }).click();
		await says(page, 'Thư gửi từ lúc này dùng lời mới.');
		expect(await subject.inputValue()).toBe('Mật khẩu mới cho Cổng Chuẩn');
		await page.context().close();
	});

	it('reaches its readers in these words, in the language of each', async () => {
		await forgets('ha', '');
		await forgets('lan', '/en');
		const vi = await received('ha');
		expect(vi.head).toContain('Subject: Mật khẩu mới cho Cổng Chuẩn');
		expect(vi.text).toContain('Kính gửi Siu Thị Hà,\n\nSở nhận được đề nghị của Ông/Bà.\n\nXin mở đường dẫn');
		expect(vi.text).toMatch(/\/dat-lai-mat-khau\/[\w-]{20}/);
		const en = await received('lan');
		expect(en.head).toContain('Subject: A new password for Chuẩn');
		expect(en.text).toContain('Please open the link below.');
		expect(en.text).toMatch(/\/en\/dat-lai-mat-khau\/[\w-]{20}/);
	});

	it('is refused and put back without scripts, and nothing typed is lost', async () => {
		const signed = await stage.signedIn(admin);
		const page = await stage.window({ scripts: false, width: 360 });
		await page.context().addCookies(await signed.context().cookies());
		await page.goto('/en/quan-tri/mau-thu/reset_password');
		const en = await wordsOf('en');
		await fits(page);
		await page.getByLabel(en('letters_subject_en')).fill('');
		await page.getByLabel(en('letters_body_en')).fill('Half a sentence {');
		await page.getByRole('button', { name: en('letters_save') }).click();
		await says(page, en('refusal_letter_subject_missing'));
		expect(await page.getByLabel(en('letters_body_en')).inputValue()).toBe('Half a sentence {');
		await page.context().close();
		await open(signed, '/quan-tri/mau-thu/reset_password');
		await confirmIn(signed, 'restore');
		await says(signed, 'Thư đã trở lại lời có sẵn của cổng.');
		await says(signed, say('letters_version_own'));
		await signed.context().close();
	});
});
