import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { totpStepAt } from '#lib/domain/access/second-factor.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { openStage, PASSWORD, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { agree, fillNames, fits, open, says, textOf } from './walks.ts';

/** Who decides holds a key of a device, or an app of codes; Chromium's own virtual authenticator is the device. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let head: Enrolled;
let director: Enrolled;
let sourceId: string;
let page: Page;
let device: CDPSession;
let authenticatorId: string;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	const scope = { type: 'all' } as const;
	head = await stage.enrol('head', { fullName: 'Vũ Văn Hậu', grants: [{ role: 'finance_head', scope }] });
	director = await stage.enrol('director', {
		fullName: 'Đinh Thị Hà',
		grants: [{ role: 'director', scope }]
	});
	const source = { code: 'SN-KHCN', name: { vi: 'Sự nghiệp KH&CN' } };
	({ sourceId } = must(await createFundSource(await stage.as(head), source)));
	page = await stage.signedIn(head);
	device = await page.context().newCDPSession(page);
	await device.send('WebAuthn.enable');
	({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true
		}
	}));
});
afterAll(() => stage.close());

async function signInTo(window: Page, who: Enrolled): Promise<void> {
	await window.goto('/dang-nhap');
	await fillNames(window, { email: who.email, password: PASSWORD });
	await window.locator('main form button').last().click();
	await window.waitForURL('**/dang-nhap/buoc-hai');
}

async function ask(amount: string): Promise<void> {
	await open(page, `/nguon-kinh-phi/${sourceId}`);
	await fillNames(page, { year: '2031', amount });
	await page.locator('form[action="?/allocate"] button').click();
	await page.locator('#question [data-figure=amount]').waitFor();
}

async function allocated(): Promise<string> {
	const { rows } = await stage.database.owner.query<{ sum: string }>(
		'SELECT coalesce(sum(allocated), 0)::text AS sum FROM fund_balance WHERE source_id = $1',
		[sourceId]
	);
	return rows[0]?.sum ?? '';
}

it('a key is made on the page, confirmed by the password, and its recovery codes are shown once', async () => {
	await open(page, '/tai-khoan/bao-mat');
	await page.locator('#passkey-name').fill('Máy làm việc');
	// Enter in the name asks the device, as the button does.
	await page.locator('#passkey-name').press('Enter');
	await agree(page);
	await says(page, say('factor_done_added'));
	expect(await page.locator('.codes code').count()).toBe(10);
	await fits(page);
	await open(page, '/tai-khoan/bao-mat');
	expect(await page.locator('.codes code').count()).toBe(0);
	expect(await textOf(page)).toContain('Máy làm việc');
});

it('it signs in after the password', async () => {
	await page.context().clearCookies();
	await signInTo(page, head);
	await page.getByRole('button', { name: say('factor_step_by_key') }).click();
	await page.waitForURL('**/viec-can-lam');
});

it('it signs the figures that the page shows, and the same answer serves once', async () => {
	await ask('25000000');
	expect(await page.locator('#question input[name="proof.password"]').count()).toBe(0);
	const sent = page.waitForRequest(
		(request) => request.method() === 'POST' && request.url().includes('allocate')
	);
	await agree(page);
	const body = (await sent).postDataBuffer();
	const type = (await sent).headers()['content-type'] ?? '';
	await expect.poll(allocated, { timeout: 40_000 }).toBe('25000000');
	const { rows } = await stage.database.owner.query(
		'SELECT means, device_committed, figures FROM act_confirmation ORDER BY at DESC LIMIT 1'
	);
	expect(rows).toEqual([
		{
			means: 'passkey',
			device_committed: true,
			figures: 'source=SN-KHCN · Sự nghiệp KH&CN\nyear=2031\namount=25.000.000 đồng\n'
		}
	]);
	const again = await page.request.post(`/nguon-kinh-phi/${sourceId}?/allocate`, {
		data: body ?? Buffer.alloc(0),
		headers: { 'content-type': type, origin: stage.origin, accept: 'application/json' }
	});
	expect(await again.text()).toContain(say('refusal_challenge_over'));
	expect(await allocated()).toBe('25000000');
});

it('figures that changed after the prompt are not what it signed', async () => {
	await ask('900000000');
	await page.locator('#question [data-figure=amount]').evaluate((shown) => {
		shown.textContent = '9.000 đồng';
	});
	await agree(page);
	await says(page, say('refusal_figures_changed'));
	expect(await allocated()).toBe('25000000');
});

it('a device that does not ask who holds it confirms nothing', async () => {
	await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
	await ask('1000000');
	await agree(page);
	await says(page, say('factor_device_failed'));
	await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
	expect(await allocated()).toBe('25000000');
});

it('a key whose counter goes back is refused as copied', async () => {
	const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
	const [key] = credentials;
	if (key === undefined) throw new Error('the device holds no key');
	await device.send('WebAuthn.removeCredential', { authenticatorId, credentialId: key.credentialId });
	await device.send('WebAuthn.addCredential', { authenticatorId, credential: { ...key, signCount: 0 } });
	await ask('1000000');
	await agree(page);
	await page.locator('#question').getByText(say('refusal_passkey_counter')).waitFor();
	expect(await allocated()).toBe('25000000');
});

it('an app of codes is enrolled and signs in without scripts', async () => {
	const window = await stage.window({ scripts: false, width: 360 });
	const { token } = await stage.app.sessions.create(director.accountId);
	await window.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	await window.goto('/tai-khoan/bao-mat');
	await fits(window);
	const read = (await window.locator('form[action="?/totp"] code').innerText()).trim();
	const bits = [...read].map((sign) =>
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')
	);
	const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
	const code = async (later = 0) =>
		stage.app.factors.totpCode(secret, totpStepAt(await stage.app.db.read.clock.now()) + later);
	await window.locator('#totp-name').fill('Điện thoại');
	await window.locator('form[action="?/totp"] input[name=code]').fill('000000');
	await window.locator('form[action="?/totp"] button').click();
	await says(window, say('refusal_code_wrong'));
	// The secret that the app has scanned stands there still.
	expect((await window.locator('form[action="?/totp"] code').innerText()).trim()).toBe(read);
	await window.locator('form[action="?/totp"] input[name=code]').fill(await code());
	await window.locator('#totp-name').fill('Điện thoại');
	await window.locator('form[action="?/totp"] button').click();
	await agree(window);
	await says(window, say('factor_done_added'));
	await stage.moveClock(1);
	await window.context().clearCookies();
	await signInTo(window, director);
	await fits(window);
	await window.locator('[name="proof.code"]').fill(await code());
	await window.locator('main form button').last().click();
	await window.waitForURL('**/viec-can-lam');
	await window.context().close();
});
