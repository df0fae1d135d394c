import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitePerson } from '../../../src/lib/server/app/identity/invite-person.ts';
import { completeSignUp } from '../../../src/lib/server/app/identity/complete-sign-up.ts';
import { DEMONSTRATION_PASSWORD } from '../../../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { requestPasswordReset } from '../../../src/lib/server/app/identity/reset-password.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { signUp } from '../../../src/lib/server/app/identity/sign-up.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { must, PASSWORD, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

/** The same portal as it is on a server of its own. */
function production(ctx: Context): Context {
	return { ...ctx, app: { ...ctx.app, config: { ...ctx.app.config, embedded: false, production: true } } };
}

describe('invitations', () => {
	const expert = { fullName: 'Trần Văn Chuyên', title: '', phone: '', employerTaxCode: '', employerText: '' };

	it('are counted by who sends and by whom they reach, and begin anew the next day', async () => {
		const { accountId } = await world.enrol('van.phong@so.example', {
			grants: [{ role: 'measurement_officer', scope: { type: 'all' } }]
		});
		const officer = await world.as(accountId);
		const invite = (email: string) => invitePerson(officer, { ...expert, email });
		const answers: unknown[] = [];
		for (let i = 0; i < 101; i += 1) answers.push(said(await invite(`ai.${String(i)}@dh.example`)));
		expect(answers.filter((answer) => answer === 'ok')).toHaveLength(100);
		expect(answers.at(-1)).toBe('invitations_spent');
		expect(await world.letters('ai.100@dh.example')).toEqual([]);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 86401');
		expect(said(await invite('ai.100@dh.example'))).toBe('ok');
		for (const expected of ['email_taken', 'email_taken', 'invitations_spent'])
			expect(said(await invite('ai.100@dh.example'))).toBe(expected);
	});
});

describe('the demonstration', () => {
	it('does not open a portal of its own server: neither its accounts nor its password', async () => {
		const email = 'trinh.dien@demo.example';
		await world.enrol(email, { demonstration: true });
		const entrance = { email, password: PASSWORD, address: '10.4.0.1' };
		expect(said(await signIn(world.visitor, entrance))).toBe('ok');
		expect(said(await signIn(production(world.visitor), entrance))).toBe('sign_in_failed');
		must(await requestPasswordReset(production(world.visitor), { email, address: '10.4.0.1' }));
		expect(await world.letters(email)).toEqual([]);

		const person = { fullName: 'Lê Văn Hòa', title: '', phone: '', email: 'hoa@donvi.example', agree: 'on' };
		must(await signUp(world.visitor, { person, address: '10.4.0.1' }));
		const pair = { password: DEMONSTRATION_PASSWORD, passwordAgain: DEMONSTRATION_PASSWORD };
		const token = await world.secretFor('hoa@donvi.example');
		expect(said(await completeSignUp(production(world.visitor), { token, ...pair }))).toEqual([
			'password password_common'
		]);
	});
});

describe('a password', () => {
	it('is refused when it is made of what everybody knows of its owner', async () => {
		const person = { fullName: 'Siu Hlưn', title: '', phone: '', email: 'hlun@donvi.example', agree: 'on' };
		const organisation = {
			kind: 'enterprise',
			name: 'Công ty CP Mía đường Ayun Thượng',
			taxCode: '5999902750',
			repName: 'Siu Hlưn',
			provinceCode: '52',
			communeCode: '23767'
		};
		must(await signUp(world.visitor, { person, organisation, address: '10.4.0.1' }));
		const token = await world.secretFor('hlun@donvi.example');
		for (const password of ['5999902750', 'ayunthuong2026'])
			expect(said(await completeSignUp(world.visitor, { token, password, passwordAgain: password }))).toEqual(
				['password password_about_you']
			);
	});
});

describe('one address that many people share', () => {
	const seconds = async (run: () => Promise<unknown>): Promise<number> => {
		const began = performance.now();
		await run();
		return (performance.now() - began) / 1_000;
	};

	it('is slowed down, and refused only where the line is longer than ten seconds', async () => {
		const ask = () => world.app.attempts.slowDown('sign-up', '113.160.1.1');
		expect(
			await seconds(async () => {
				for (let i = 0; i < 60; i += 1) must(await ask());
			})
		).toBeLessThan(5);
		const line = await Promise.all(
			Array.from({ length: 4 }, async () => {
				const began = performance.now();
				const answer = await ask();
				return { answer, after: performance.now() - began };
			})
		);
		const waited = line.filter(({ answer }) => answer.ok).map(({ after }) => after);
		expect(Math.max(...waited)).toBeGreaterThan(4_000);
		for (const { answer } of line.filter(({ answer }) => !answer.ok))
			expect(answer).toMatchObject({ refusal: { code: 'too_many_attempts' } });
		expect(line.some(({ answer }) => !answer.ok)).toBe(true);
		// A neighbour of the same network has his own turns.
		expect(
			await seconds(async () => must(await world.app.attempts.slowDown('sign-up', '113.160.1.2')))
		).toBeLessThan(1);
	});

	it('keeps no right password out once a flood of wrong ones is over', async () => {
		await world.enrol('gio.chot@so.example');
		const flood = await Promise.all(
			Array.from({ length: 90 }, (_, i) =>
				world.app.attempts.signIn({
					account: `ai${String(i)}@so.example`,
					address: '113.160.2.1',
					device: ''
				})
			)
		);
		expect(flood.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(60);
		expect(flood.filter(({ ok }) => !ok).map(said)).toContain('too_many_attempts');
		const entrance = { email: 'gio.chot@so.example', password: PASSWORD, address: '113.160.2.1' };
		// The line of those who waited is served by now: the next turn is a matter of a second.
		expect(said(await signIn(world.visitor, entrance))).toBe('ok');
	});

	it('still has its five letters an hour for each address of mail', async () => {
		const email = 'mot.hop.thu@donvi.example';
		for (let i = 0; i < 7; i += 1) {
			const person = { fullName: 'Lê Văn Hòa', title: '', phone: '', email, agree: 'on' };
			must(await signUp(world.visitor, { person, address: `113.160.${String(i + 3)}.1` }));
		}
		expect(await world.letters(email)).toHaveLength(5);
	});
});

describe('a failed sign-in', () => {
	const WRONG = 'không phải mật khẩu này';
	const entriesOf = async (accountId: string) => {
		const { rows } = await world.database.owner.query<{ outcome: string; after: unknown }>(
			`SELECT e.outcome, d.content -> 'after' AS after FROM audit_entry e LEFT JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = 'sign_in' AND e.object_id = $1 ORDER BY e.at`,
			[accountId]
		);
		return rows;
	};

	it('leaves an entry that says from which network, and so does one that had to wait', async () => {
		const { accountId } = await world.enrol('noi.nao@so.example');
		const from = { email: 'noi.nao@so.example', address: '113.161.5.77' };
		for (let i = 0; i < 8; i += 1) await signIn(world.visitor, { ...from, password: WRONG });
		const entries = await entriesOf(accountId);
		expect(entries).toHaveLength(8);
		for (const { outcome, after } of entries) {
			expect(outcome).toBe('refused');
			expect(after).toEqual({ network: '113.161.5.0/24', knownBrowser: false });
		}
	});

	it('costs a whole IPv6 subscriber, not one of his addresses', async () => {
		await world.enrol('sau.sau@so.example');
		const codes: unknown[] = [];
		for (let i = 0; i < 12; i += 1) {
			const address = `2405:4802:1a:77::${i.toString(16)}`;
			codes.push(
				said(await signIn(world.visitor, { email: 'sau.sau@so.example', password: WRONG, address }))
			);
		}
		expect(codes.filter((code) => code === 'too_many_attempts').length).toBeGreaterThanOrEqual(5);
	});

	it('from many places leaves the next place one attempt and then a pause, and the owner a way in', async () => {
		await world.enrol('dam.dong@so.example');
		const attempt = (address: string, password = WRONG) =>
			signIn(world.visitor, { email: 'dam.dong@so.example', password, address });
		for (let i = 0; i < 51; i += 1) await attempt(`10.${String(i + 20)}.0.1`);
		expect(said(await attempt('10.200.0.1'))).toBe('sign_in_failed');
		expect(said(await attempt('10.200.0.1'))).toBe('too_many_attempts');
		expect(said(await attempt('10.201.0.1', PASSWORD))).toBe('ok');
	});
});
