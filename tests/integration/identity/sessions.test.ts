import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	endOtherSessions,
	endOwnSession,
	readOwnSessions
} from '../../../src/lib/server/app/identity/own-sessions.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { must, PASSWORD, peopleWorld, said, whole } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

const all = { type: 'all' } as const;
const HOME = { browser: 'Firefox', system: 'Windows', network: '113.161.5.0/24' };
const later = (minutes: number) =>
	world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + $1', [minutes * 60]);
const alive = async (token: string) => (await world.app.sessions.accountOf(token))?.person !== undefined;
const at = (ctx: Context, browser = HOME): Context => ({ ...ctx, browser });

describe('a session ends by the clock of the database', () => {
	it.each([
		['director', 60],
		['administrator', 60],
		['auditor', 480]
	] as const)('of a %s after %i minutes without use', async (role, idle) => {
		const { accountId } = await world.enrol(`${role}.nghi@so.example`, { grants: [{ role, scope: all }] });
		const { token } = await world.app.sessions.create(accountId);
		await later(idle - 1);
		expect(await alive(token)).toBe(true);
		await later(idle - 1);
		expect(await alive(token)).toBe(true);
		await later(idle);
		expect(await alive(token)).toBe(false);
		// It is gone, not only refused.
		const { rows } = await world.database.owner.query('SELECT 1 FROM session WHERE account_id = $1', [
			accountId
		]);
		expect(rows).toEqual([]);
	});

	it('of a director at the latest twelve hours after it began, however busily used', async () => {
		const { accountId } = await world.enrol('ban.ron@so.example', {
			grants: [{ role: 'director', scope: all }]
		});
		const { token, wholeSeconds } = await world.app.sessions.create(accountId);
		expect(wholeSeconds).toBe(12 * 3600);
		for (let hour = 0; hour < 23; hour += 1) {
			await later(30);
			expect(await alive(token)).toBe(true);
		}
		await later(30);
		expect(await alive(token)).toBe(false);
	});

	it('of an applicant much later, by a role given meanwhile sooner', async () => {
		const { accountId, personId } = await world.enrol('nguoi.nop@donvi.example');
		const { token } = await world.app.sessions.create(accountId);
		await later(6 * 1440);
		expect(await alive(token)).toBe(true);
		await world.database.owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, valid_from) VALUES (gen_random_uuid(), $1, 'director', 'all', app_now())`,
			[personId]
		);
		expect(await alive(token)).toBe(false);
	});

	it('whatever the clock of the process says', async () => {
		const { accountId } = await world.enrol('dong.ho@so.example', {
			grants: [{ role: 'director', scope: all }]
		});
		const real = Date.now;
		try {
			for (const days of [-1, 1]) {
				const { token } = await world.app.sessions.create(accountId);
				Date.now = () => real() + days * 86_400_000;
				expect(await alive(token)).toBe(true);
				await world.app.db.read.identity.purgeExpired();
				expect(await alive(token)).toBe(true);
				await later(61);
				expect(await alive(token)).toBe(false);
			}
		} finally {
			Date.now = real;
		}
	});

	it('and is swept away when it is past every term', async () => {
		const { accountId } = await world.enrol('quen.luon@so.example');
		await world.app.sessions.create(accountId);
		await later(10_081);
		await world.app.db.read.identity.purgeExpired();
		const { rows } = await world.database.owner.query('SELECT 1 FROM session WHERE account_id = $1', [
			accountId
		]);
		expect(rows).toEqual([]);
	});
});

describe('the page of one’s own sessions', () => {
	it('shows each with its device, network and times, and ends one or all others', async () => {
		const { accountId } = await world.enrol('nhieu.noi@so.example', {
			grants: [{ role: 'finance_head', scope: all }]
		});
		const stranger = await world.enrol('nguoi.la@so.example');
		const theirs = await world.app.sessions.create(stranger.accountId);
		const phone = { browser: 'Safari', system: 'iPhone', network: '171.224.1.0/24' };
		const here = await world.app.sessions.create(accountId, HOME);
		const there = await world.app.sessions.create(accountId, phone);
		const third = await world.app.sessions.create(accountId);
		await later(2);
		await world.app.sessions.accountOf(here.token, { ...HOME, network: '14.161.0.0/24' });
		const me = await world.as(accountId);
		const { sessions, term } = must(await readOwnSessions(me, here.token));
		expect(term).toEqual({ kind: 'signing', idleMinutes: 60, wholeMinutes: 720 });
		expect(sessions.map(({ browser, network, here: mine }) => [browser, network, mine])).toEqual(
			expect.arrayContaining([
				['Firefox', '14.161.0.0/24', true],
				['Safari', '171.224.1.0/24', false],
				['', '', false]
			])
		);
		const [mine] = sessions;
		expect(mine?.here).toBe(true);
		expect((mine?.seenAt.getTime() ?? 0) - (mine?.startedAt.getTime() ?? 0)).toBeGreaterThan(60_000);
		expect(JSON.stringify(sessions)).not.toContain('idHash');

		const iphone = sessions.find(({ system }) => system === 'iPhone');
		const foreign = must(await readOwnSessions(await world.as(stranger.accountId), theirs.token)).sessions[0];
		expect(said(await endOwnSession(me, foreign?.ref ?? ''))).toBe('already_done');
		expect(said(await endOwnSession(me, 'không phải mã'))).toBe('already_done');
		must(await endOwnSession(me, iphone?.ref ?? ''));
		expect(said(await endOwnSession(me, iphone?.ref ?? ''))).toBe('already_done');
		expect([await alive(there.token), await alive(third.token), await alive(theirs.token)]).toEqual([
			false,
			true,
			true
		]);
		expect(must(await endOtherSessions(me, here.token))).toEqual({ ended: 1 });
		expect([await alive(here.token), await alive(third.token), await alive(theirs.token)]).toEqual([
			true,
			false,
			true
		]);
		const { rows } = await world.database.owner.query<{ action: string }>(
			`SELECT action FROM audit_entry WHERE object_id = $1 AND outcome = 'done' AND action LIKE 'end%' ORDER BY at, id`,
			[accountId]
		);
		expect(rows.map(({ action }) => action)).toEqual(['end_session', 'end_other_sessions']);
		expect(said(await readOwnSessions(world.visitor, 'x'))).toBe('sign_in_needed');
	});

	it('is never longer than an account may have sessions', async () => {
		const { accountId } = await world.enrol('may.nha@so.example');
		const first = await world.app.sessions.create(accountId);
		for (let at = 0; at < 20; at += 1) await world.app.sessions.create(accountId);
		const { sessions } = must(await readOwnSessions(await world.as(accountId), first.token));
		expect(sessions).toHaveLength(20);
		expect(await alive(first.token)).toBe(false);
	});
});

describe('a sign-in from a new device', () => {
	const enter = async (email: string, device?: string) =>
		whole(
			await signIn(at(world.visitor), {
				email,
				password: PASSWORD,
				address: '113.161.5.7',
				...(device === undefined ? {} : { device })
			})
		);
	const subject = 'Tài khoản của bạn vừa được đăng nhập từ thiết bị mới';

	it('is mailed to whoever signs, with device and network, once for each device', async () => {
		const email = 'truongphong@so.example';
		await world.enrol(email, { grants: [{ role: 'finance_head', scope: all }] });
		const { device } = must(await enter(email));
		const [letter, ...more] = await world.letters(email);
		expect(more).toEqual([]);
		expect(letter?.subject).toBe(subject);
		expect(letter?.body).toContain('Firefox trên Windows');
		expect(letter?.body).toContain('113.161.5.0/24');
		expect(letter?.body).toContain('/tai-khoan/phien');
		must(await enter(email, device));
		expect(await world.letters(email)).toHaveLength(1);
		must(await enter(email));
		expect(await world.letters(email)).toHaveLength(2);
	});

	it('is not mailed to others, nor when the password was wrong', async () => {
		const email = 'doanhnghiep@donvi.example';
		await world.enrol(email);
		must(await enter(email));
		expect(await world.letters(email)).toEqual([]);
		const signer = 'giamdoc.sai@so.example';
		await world.enrol(signer, { grants: [{ role: 'director', scope: all }] });
		const wrong = await signIn(at(world.visitor), {
			email: signer,
			password: 'sai hẳn rồi nhé',
			address: '113.161.5.7'
		});
		expect(said(wrong)).toBe('sign_in_failed');
		expect(await world.letters(signer)).toEqual([]);
	});
});
