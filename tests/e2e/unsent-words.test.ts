import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCall } from '#lib/server/app/calls/create-call.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { draftFor, store } from '../integration/calls/call-world.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { open, says } from './walks.ts';

/** What is typed and not sent yet, while something else on the page is. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let officer: Enrolled;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	officer = await stage.enrol('can-bo', {
		fullName: 'Rơ Châm Hạnh',
		grants: [{ role: 'science_officer', scope: { type: 'programme', id: 'TASK' } }]
	});
	const ctx = await stage.as(officer);
	await store(ctx, 'task');
	const draft = await draftFor({ ...stage, close: () => Promise.resolve() }, 40);
	must(await createCall(ctx, { programme: 'TASK', code: 'TASK-2027-1', draft }));
});

afterAll(async () => {
	await stage.close();
});

describe('a page with two forms', () => {
	it('keeps what was typed into one while the other is sent', async () => {
		const page = await stage.signedIn(officer);
		await open(page, '/van-phong/dot/TASK-2027-1');
		const summary = page.locator('[name=summaryVi]');
		await summary.fill('Dành cho các nhiệm vụ đo lường của năm 2027.');
		await page.locator('[name=lotCode]').fill('GL-DL-01');
		await page.locator('[name=variant]').selectOption({ index: 1 });
		await page.locator('[name=lotTitleVi]').fill('Xây dựng chuẩn đo lường độ ẩm hạt');
		await page.getByRole('button', { name: say('calls_lot_add') }).click();
		await says(page, say('calls_lot_added'));
		await says(page, 'Xây dựng chuẩn đo lường độ ẩm hạt');
		expect(await summary.inputValue()).toBe('Dành cho các nhiệm vụ đo lường của năm 2027.');
		// The form that was sent is empty for the next one.
		expect(await page.locator('[name=lotTitleVi]').inputValue()).toBe('');
		await page.getByRole('button', { name: say('calls_save') }).click();
		await says(page, say('calls_edited'));
		expect((await stage.app.db.read.calls.findByCode('TASK-2027-1'))?.summary.vi).toBe(
			'Dành cho các nhiệm vụ đo lường của năm 2027.'
		);
		await page.context().close();
	});
});

describe('signing out without a line', () => {
	it('says that nobody is signed out, and works as soon as the line is back', async () => {
		const page = await stage.signedIn(officer, 360);
		await open(page, '/viec-can-lam');
		const signOut = async (): Promise<void> => {
			const button = page.locator('details.account button[type=submit]');
			if (!(await button.isVisible())) await page.locator('details.account summary').click();
			await button.click();
		};
		await page.context().setOffline(true);
		await signOut();
		await says(page, say('drafts_sign_out_offline'));
		await page.context().setOffline(false);
		await signOut();
		await page.waitForURL((url) => url.pathname !== '/viec-can-lam');
		await page.goto('/viec-can-lam');
		expect(new URL(page.url()).pathname).toBe('/dang-nhap');
		await page.context().close();
	});
});
