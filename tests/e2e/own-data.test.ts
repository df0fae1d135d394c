import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from './stage.ts';
import { fits, open, says } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** What people do about their own data, and what the office does about it. */

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
});
afterAll(async () => {
	await stage.close();
});

async function nameOf(key: string): Promise<string> {
	const { personId } = stage.world.known.accounts.get(key) ?? { personId: '' };
	const { rows } = await stage.database.owner.query<{ name: string }>(
		'SELECT full_name AS name FROM person WHERE id = $1',
		[personId]
	);
	return rows[0]?.name ?? '';
}

describe('own data', () => {
	it('is taken as a copy, asked about, and answered for', async () => {
		const page = await stage.actAs('dn1.rep', 360);
		await open(page, '/tai-khoan');
		await page.getByRole('link', { name: say('data_open') }).click();
		await says(page, say('data_own_none'));
		await fits(page);
		const arriving = page.waitForEvent('download');
		await page.getByRole('link', { name: say('data_copy_take') }).click();
		const copy: unknown = JSON.parse(await readFile(await (await arriving).path(), 'utf8'));
		expect(copy).toMatchObject({ person: { total: 1 }, account: { total: 1 } });

		await page.getByRole('button', { name: say('data_ask') }).click();
		await says(page, say('refusal_data_kind_missing'));
		await page.locator('[name=kind]').selectOption('correction');
		await page.locator('[name=words]').fill('Số điện thoại của tôi đã đổi.');
		await page.getByRole('button', { name: say('data_ask') }).click();
		await says(page, say('data_asked'));
		await says(page, 'Số điện thoại của tôi đã đổi.');

		const office = await stage.actAs('administrator', 360);
		await open(office, '/viec-can-lam');
		await office.locator('main a[href$="/quan-tri/du-lieu-ca-nhan"]').first().click();
		const asker = await nameOf('dn1.rep');
		await office.getByRole('link', { name: asker, exact: true }).click();
		await says(office, 'Số điện thoại của tôi đã đổi.');
		await fits(office);
		await office.getByLabel(say('data_answer_label')).fill('Đã sửa.');
		await office.getByRole('button', { name: say('data_answer_do') }).click();
		await says(office, say('refusal_data_outcome_missing'));
		await office.locator('[name=outcome][value=done]').check();
		await office.getByRole('button', { name: say('data_answer_do') }).click();
		await office
			.getByRole('dialog')
			.getByRole('button', { name: say('data_answer_do') })
			.click();
		await says(office, say('data_answered_done'));

		await open(page, '/tai-khoan/du-lieu');
		await says(page, 'Đã sửa.');
		await page.context().close();
		await office.context().close();
	});

	it('that got out is recorded and reported', async () => {
		const office = await stage.actAs('administrator');
		await open(office, '/quan-tri/du-lieu-ca-nhan');
		await office.locator('[name=foundOn]').fill('01/02/2026');
		await office.locator('[name=foundTime]').fill('8h30');
		await office.locator('[name=what]').fill('Mất máy tính xách tay.');
		await office.locator('[name=measures]').fill('Đã khóa tài khoản.');
		await office.getByRole('button', { name: say('data_breach_record') }).click();
		await office
			.getByRole('dialog')
			.getByRole('button', { name: say('data_breach_record') })
			.click();
		await says(office, say('data_breach_recorded'));
		await office.getByRole('button', { name: say('data_breach_report') }).click();
		await says(office, say('refusal_report_number_missing'));
		await office.locator('[name=number]').fill('12/SKHCN-VP');
		await office.locator('[name=day]').fill('02/02/2026');
		await office.getByRole('button', { name: say('data_breach_report') }).click();
		await office
			.getByRole('dialog')
			.getByRole('button', { name: say('data_breach_report') })
			.click();
		await says(office, say('data_breach_reported_done'));
		await says(office, '12/SKHCN-VP');
		await office.context().close();
	});
});
