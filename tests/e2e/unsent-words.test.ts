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
let other: Enrolled;
/** Longer than it takes to keep what is typed, ms. */
const PAUSE = 1500;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	officer = await stage.enrol('can-bo', {
		fullName: 'Rơ Châm Hạnh',
		grants: [{ role: 'science_officer', scope: { type: 'programme', id: 'TASK' } }]
	});
	other = await stage.enrol('can-bo-hai', {
		fullName: 'Siu Hà',
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

describe('a long text of a plain form', () => {
	const PATH = '/van-phong/dot/TASK-2027-1';
	const TYPED = 'Ưu tiên chuẩn đo lường độ ẩm hạt.\nHai dòng.';

	it('is there after a reload, said to be unsaved, and shown to nobody else', async () => {
		const page = await stage.signedIn(officer);
		await open(page, PATH);
		const summary = page.locator('[name=summaryVi]');
		const recorded = await summary.inputValue();
		await summary.fill(TYPED);
		await page.waitForTimeout(PAUSE);
		await page.reload();
		await says(page, say('kept_words_back'));
		expect(await summary.inputValue()).toBe(TYPED);
		const { token } = await stage.app.sessions.create(other.accountId);
		const cookies = await page.context().cookies();
		await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		await open(page, PATH);
		await page.waitForTimeout(PAUSE);
		expect(await summary.inputValue()).toBe(recorded);
		expect(await page.content()).not.toContain('Hai dòng.');
		await page.context().addCookies(cookies);
		await open(page, PATH);
		await says(page, say('kept_words_back'));
		await page.getByRole('button', { name: say('kept_words_let_go') }).click();
		expect(await summary.inputValue()).toBe(recorded);
		await page.reload();
		await page.waitForTimeout(PAUSE);
		expect(await summary.inputValue()).toBe(recorded);
		await page.context().close();
	});

	it('is let go once it is saved, and shown beside what somebody else has saved meanwhile', async () => {
		const page = await stage.signedIn(officer);
		await open(page, PATH);
		const summary = page.locator('[name=summaryVi]');
		await summary.fill(TYPED);
		await page.waitForTimeout(PAUSE);
		const second = await stage.signedIn(other);
		await open(second, PATH);
		await second.locator('[name=summaryVi]').fill('Lời của người khác.');
		await second.getByRole('button', { name: say('calls_save') }).click();
		await says(second, say('calls_edited'));
		await second.reload();
		expect(await second.getByText(say('kept_words_back')).count()).toBe(0);
		await second.context().close();
		await page.reload();
		await says(page, say('kept_words_beside'));
		expect(await summary.inputValue()).toBe('Lời của người khác.');
		await page.getByRole('button', { name: say('kept_words_use') }).click();
		expect(await summary.inputValue()).toBe(TYPED);
		await page.getByRole('button', { name: say('calls_save') }).click();
		await says(page, say('calls_edited'));
		await page.reload();
		await page.waitForTimeout(PAUSE);
		expect(await summary.inputValue()).toBe(TYPED);
		expect(await page.getByText(say('kept_words_beside')).count()).toBe(0);
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
