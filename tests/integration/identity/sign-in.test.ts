import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changePassword } from '../../../src/lib/server/app/identity/change-account.ts';
import {
	readPasswordLink,
	requestPasswordReset,
	setPasswordByLink
} from '../../../src/lib/server/app/identity/reset-password.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { signOut, signOutEverywhere } from '../../../src/lib/server/app/identity/sign-out.ts';
import { setAccountDisabled } from '../../../src/lib/server/app/identity/close-account.ts';
import { must, PASSWORD, peopleWorld, said, whole } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

const WRONG = 'không phải mật khẩu này';

async function enter(
	email: string,
	more: { password?: string; address?: string; device?: string; formerToken?: string } = {}
) {
	return whole(await signIn(world.visitor, { email, password: PASSWORD, address: '10.1.0.1', ...more }));
}

describe('signing in', () => {
	it('gives a session whose token is nowhere in the database', async () => {
		await world.enrol('phien@so.example');
		const { token } = must(await enter(' Phien@SO.example '));
		expect(await world.app.sessions.accountOf(token)).toBeDefined();
		const { rows } = await world.database.owner.query('SELECT id FROM session WHERE id = $1', [token]);
		expect(rows).toHaveLength(0);
	});

	it('ends the session that the browser carried', async () => {
		await world.enrol('xoay@so.example');
		const { token: former } = must(await enter('xoay@so.example'));
		const { token } = must(await enter('xoay@so.example', { formerToken: former }));
		expect(await world.app.sessions.accountOf(former)).toBeUndefined();
		expect(await world.app.sessions.accountOf(token)).toBeDefined();
	});

	it('answers alike for an unknown address, a wrong password and a disabled account', async () => {
		const admin = await world.as(
			(
				await world.enrol('quantri@so.example', {
					grants: [{ role: 'administrator', scope: { type: 'all' } }]
				})
			).accountId
		);
		await world.enrol('sai@so.example');
		const { personId } = await world.enrol('khoa@so.example');
		must(await setAccountDisabled(admin, { personId, disabled: true }));
		const answers = await Promise.all([
			enter('khong.co@so.example', { address: '10.1.0.2' }),
			enter('sai@so.example', { password: WRONG, address: '10.1.0.2' }),
			enter('khoa@so.example', { address: '10.1.0.2' })
		]);
		for (const answer of answers) expect(answer).toEqual({ ok: false, refusal: { code: 'sign_in_failed' } });
	});

	it('is slowed down by wrong passwords, even many at once, but not for a known browser', async () => {
		await world.enrol('bi.do@so.example');
		const { device } = must(await enter('bi.do@so.example', { address: '10.1.0.3' }));
		const attack = await Promise.all(
			Array.from({ length: 20 }, () => enter('bi.do@so.example', { password: WRONG, address: '10.1.0.9' }))
		);
		const codes = attack.map(said);
		expect(codes.filter((code) => code === 'sign_in_failed').length).toBeLessThanOrEqual(6);
		expect(codes.filter((code) => code === 'too_many_attempts').length).toBeGreaterThanOrEqual(14);
		expect(said(await enter('bi.do@so.example', { address: '10.1.0.9' }))).toBe('too_many_attempts');
		expect(said(await enter('bi.do@so.example', { address: '10.1.0.9', device }))).toBe('ok');
		// From elsewhere the owner is not held up either.
		expect(said(await enter('bi.do@so.example', { address: '10.1.0.4' }))).toBe('ok');
	});

	it('takes no secret of another account for a known browser', async () => {
		await world.enrol('mot@so.example');
		await world.enrol('hai@so.example');
		const { device } = must(await enter('mot@so.example', { address: '10.1.0.5' }));
		for (let i = 0; i < 6; i += 1)
			await enter('hai@so.example', { password: WRONG, address: '10.1.0.5', device });
		expect(said(await enter('hai@so.example', { address: '10.1.0.5', device }))).toBe('too_many_attempts');
	});

	it('is audited, refusals too', async () => {
		const { accountId } = await world.enrol('so.ghi@so.example');
		await enter('so.ghi@so.example', { password: WRONG });
		must(await enter('so.ghi@so.example'));
		const { rows } = await world.app.db.read.audit.list({
			objectId: accountId,
			action: 'sign_in',
			page: 1,
			size: 10
		});
		expect(rows.map(({ outcome, refusal }) => [outcome, refusal])).toEqual([
			['done', ''],
			['refused', 'sign_in_failed']
		]);
	});
});

describe('signing out', () => {
	it('ends one session, or all of them', async () => {
		const { accountId } = await world.enrol('ra@so.example');
		const first = must(await enter('ra@so.example'));
		const second = must(await enter('ra@so.example'));
		const me = await world.as(accountId);
		must(await signOut(me, first.token));
		expect(await world.app.sessions.accountOf(first.token)).toBeUndefined();
		expect(await world.app.sessions.accountOf(second.token)).toBeDefined();
		must(await signOutEverywhere(me));
		expect(await world.app.sessions.accountOf(second.token)).toBeUndefined();
		expect(said(await signOutEverywhere(world.visitor))).toBe('sign_in_needed');
	});
});

describe('a new password', () => {
	it('by a link: once, within half an hour, and every session ends', async () => {
		await world.enrol('quen@so.example');
		const { token: open } = must(await enter('quen@so.example'));
		must(await requestPasswordReset(world.visitor, { email: 'QUEN@so.example', address: '10.1.0.1' }));
		const secret = await world.secretFor('quen@so.example');
		expect(said(await readPasswordLink(world.visitor, secret))).toBe('ok');
		const fresh = 'mưa rừng chiều 7';
		const weak = await setPasswordByLink(world.visitor, {
			token: secret,
			password: 'ngắn',
			passwordAgain: 'ngắn'
		});
		expect(said(weak)).toEqual(['password password_too_short']);
		const differs = await setPasswordByLink(world.visitor, {
			token: secret,
			password: fresh,
			passwordAgain: 'x'
		});
		expect(said(differs)).toEqual(['passwordAgain password_again_differs']);
		must(await setPasswordByLink(world.visitor, { token: secret, password: fresh, passwordAgain: fresh }));
		const again = await setPasswordByLink(world.visitor, {
			token: secret,
			password: fresh,
			passwordAgain: fresh
		});
		expect(said(again)).toBe('link_expired');
		expect(await world.app.sessions.accountOf(open)).toBeUndefined();
		expect(said(await enter('quen@so.example'))).toBe('sign_in_failed');
		expect(said(await enter('quen@so.example', { password: fresh }))).toBe('ok');
	});

	it('is asked for with the same answer whoever exists; the later link replaces the former', async () => {
		await world.enrol('hai.lan@so.example');
		const unknown = await requestPasswordReset(world.visitor, {
			email: 'ai.do@so.example',
			address: '10.1.0.1'
		});
		expect(unknown).toEqual({ ok: true, value: { email: 'ai.do@so.example' } });
		expect(await world.letters('ai.do@so.example')).toEqual([]);
		must(await requestPasswordReset(world.visitor, { email: 'hai.lan@so.example', address: '10.1.0.1' }));
		const former = await world.secretFor('hai.lan@so.example');
		must(await requestPasswordReset(world.visitor, { email: 'hai.lan@so.example', address: '10.1.0.1' }));
		expect(said(await readPasswordLink(world.visitor, former))).toBe('link_expired');
		expect(said(await readPasswordLink(world.visitor, await world.secretFor('hai.lan@so.example')))).toBe(
			'ok'
		);
	});

	it('lapses with its time', async () => {
		await world.enrol('tre@so.example');
		must(await requestPasswordReset(world.visitor, { email: 'tre@so.example', address: '10.1.0.1' }));
		const secret = await world.secretFor('tre@so.example');
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 1801');
		expect(said(await readPasswordLink(world.visitor, secret))).toBe('link_expired');
	});

	it('by its owner: the other sessions end, a new one begins', async () => {
		const { accountId } = await world.enrol('doi@so.example');
		const { token } = must(await enter('doi@so.example'));
		const me = await world.as(accountId);
		const fresh = { password: 'mưa rừng chiều 7', passwordAgain: 'mưa rừng chiều 7' };
		expect(said(await changePassword(me, { currentPassword: WRONG, ...fresh }))).toBe('password_wrong');
		const session = must(await changePassword(me, { currentPassword: PASSWORD, ...fresh }));
		expect(await world.app.sessions.accountOf(token)).toBeUndefined();
		expect(await world.app.sessions.accountOf(session.token)).toBeDefined();
	});
});

describe('the pause after wrong passwords', () => {
	it('is over when the clock of the database says so, whatever the process believes', async () => {
		await world.enrol('dong.ho@so.example');
		const from = { address: '10.1.0.77' };
		for (let i = 0; i < 7; i += 1) await enter('dong.ho@so.example', { ...from, password: WRONG });
		expect(said(await enter('dong.ho@so.example', from))).toBe('too_many_attempts');
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 });
		try {
			expect(said(await enter('dong.ho@so.example', from))).toBe('too_many_attempts');
		} finally {
			vi.useRealTimers();
		}
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 90000');
		expect(said(await enter('dong.ho@so.example', from))).toBe('ok');
	});

	it('grows with what went wrong and never beyond a quarter of an hour', async () => {
		await world.enrol('cham.dan@so.example');
		const from = { address: '10.1.0.78' };
		for (let i = 0; i < 6; i += 1) await enter('cham.dan@so.example', { ...from, password: WRONG });
		const told: number[] = [];
		for (let round = 0; round < 12; round += 1) {
			await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 901');
			await enter('cham.dan@so.example', { ...from, password: WRONG });
			const answer = await enter('cham.dan@so.example', from);
			if (!answer.ok) told.push(Number(answer.refusal.params?.['seconds'] ?? '0'));
		}
		expect(told).toHaveLength(12);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 901');
		expect(Math.max(...told)).toBeLessThanOrEqual(900);
		// Whoever waits as told is let in.
		expect(said(await enter('cham.dan@so.example', from))).toBe('ok');
	});
});
