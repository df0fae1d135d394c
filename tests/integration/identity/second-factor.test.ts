import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factorOf, POLICY } from '#lib/domain/access/policy.ts';
import type { Action } from '#lib/domain/access/policy.ts';
import { ROLES } from '#lib/domain/access/actor.ts';
import { ok } from '#lib/domain/shared/result.ts';
import {
	addTotp,
	checkTotp,
	removeFactor,
	renameFactor,
	renewRecoveryCodes
} from '#lib/server/app/identity/factors/change-factors.ts';
import { enterSecondFactor, readHalf } from '#lib/server/app/identity/factors/enter-second-factor.ts';
import { askedProof, prove } from '#lib/server/app/identity/factors/prove.ts';
import { offerTotp, readFactors } from '#lib/server/app/identity/factors/read-factors.ts';
import { sendEnrolCode } from '#lib/server/app/identity/factors/send-enrol-code.ts';
import { requestPasswordReset, setPasswordByLink } from '#lib/server/app/identity/reset-password.ts';
import { signIn } from '#lib/server/app/identity/sign-in.ts';
import { transact } from '#lib/server/app/use-case.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { must, PASSWORD, said } from './people-world.ts';
import { bare, codeOf, everywhere, factorWorld, NOTHING, strict } from './factor-world.ts';
import type { FactorWorld } from './factor-world.ts';

let world: FactorWorld;
beforeAll(async () => {
	world = await factorWorld();
});
afterAll(() => world.close());

describe('a second factor', () => {
	it('is enrolled with its first code, told by letter, and kept sealed', async () => {
		const email = 'mai@so.example';
		const { accountId } = await world.enrol(email);
		const ctx = await world.as(accountId);
		const other = await ctx.app.sessions.create(accountId);
		const { secret, codes, token } = await world.withTotp(ctx);
		expect(codes).toHaveLength(10);
		expect(await ctx.app.sessions.accountOf(other.token)).toBeUndefined();
		expect(await ctx.app.sessions.accountOf(token)).toMatchObject({ strength: 'totp' });
		const { rows } = await world.database.owner.query<{ all: string }>(
			`SELECT (SELECT json_agg(f)::text FROM second_factor f) || (SELECT json_agg(c)::text FROM recovery_code c) AS all`
		);
		for (const hidden of [
			Buffer.from(secret).toString('hex'),
			Buffer.from(secret).toString('base64'),
			...codes
		])
			expect(rows[0]?.all).not.toContain(hidden.replaceAll('-', ''));
		expect((await world.letters(email)).at(-1)?.subject).toBe('Bảo mật tài khoản của bạn vừa thay đổi');
		expect((await world.trail('add_factor')).at(-1)).toMatchObject({
			outcome: 'done',
			content: { after: { kind: 'totp', name: 'Điện thoại', means: 'password' } }
		});
		expect(must(await readFactors(ctx)).factors).toMatchObject([{ kind: 'totp', name: 'Điện thoại' }]);
	});

	it('refuses an offer of somebody else, a wrong first code, and a change that nothing confirms', async () => {
		const one = await world.as((await world.enrol('mot.nguoi@so.example')).accountId);
		const two = await world.as((await world.enrol('hai.nguoi@so.example')).accountId);
		const { sealed } = must(await offerTotp(one));
		expect(said(await checkTotp(one, { sealed, code: '000000', name: 'x' }))).toBe('code_wrong');
		expect(said(await checkTotp(one, { sealed, code: '000000', name: '' }))).toBe('factor_name_missing');
		expect(said(await addTotp(two, { sealed, name: 'x' }, ''))).toBe('offer_over');
		expect(said(await addTotp(bare(one), { sealed, name: 'x' }, ''))).toBe('confirmation_needed');
		must(await addTotp(one, { sealed, name: 'x' }, ''));
		// The same app again would give each of its codes twice.
		expect(said(await addTotp(one, { sealed, name: 'y' }, ''))).toBe('offer_over');
		must(await removeFactor(one, must(await readFactors(one)).factors[0]?.id ?? ''));
		expect(said(await removeFactor(bare(one), 'x'))).toBe('confirmation_needed');
		expect(said(await renewRecoveryCodes(bare(one)))).toBe('confirmation_needed');
		expect(said(await renewRecoveryCodes(one))).toBe('no_factor');
		expect(said(await renameFactor(one, { id: 'x', name: 'y' }))).toBe('factor_gone');
	});

	it('is asked for after the password, each code once, and counted', async () => {
		const email = 'hai.buoc@so.example';
		const { accountId } = await world.enrol(email);
		const { secret, codes } = await world.withTotp(await world.as(accountId));
		const first = must(await signIn(world.visitor, { email, password: PASSWORD, address: '10.2.0.1' }));
		if (!('half' in first)) throw new Error('the password alone signed in');
		const { half } = first;
		expect(must(await readHalf(world.visitor, half)).means).toEqual(['totp', 'recovery_code']);
		const enter = (code: string, by = half) =>
			enterSecondFactor(world.visitor, { half: by, typed: { ...NOTHING, code }, address: '10.2.0.1' });
		expect(said(await enter('123'))).toBe('code_wrong');
		expect(said(await enter(''))).toBe('proof_missing');
		const code = await codeOf(world.visitor, secret);
		const { token } = must(await enter(code));
		expect(await world.app.sessions.accountOf(token)).toMatchObject({ strength: 'totp' });
		expect(said(await enter(code))).toBe('half_over');
		const again = must(await signIn(world.visitor, { email, password: PASSWORD, address: '10.2.0.1' }));
		if (!('half' in again)) throw new Error('the password alone signed in');
		expect(said(await enter(code, again.half))).toBe('code_used');
		must(await enter(codes[0] ?? '', again.half));
		expect((await world.letters(email)).at(-1)?.body).toContain('mã khôi phục');
		const third = must(await signIn(world.visitor, { email, password: PASSWORD, address: '10.2.0.1' }));
		if (!('half' in third)) throw new Error('the password alone signed in');
		expect(said(await enter(codes[0] ?? '', third.half))).toBe('code_wrong');
		for (let guess = 0; guess < 8; guess += 1) await enter('000000', third.half);
		expect(said(await enter('000000', third.half))).toBe('too_many_attempts');
	});

	it('counts no press of the button alone as a guess', async () => {
		const { accountId } = await world.enrol('bam.khong@so.example');
		const ctx = bare(await world.as(accountId));
		for (let press = 0; press < 12; press += 1)
			expect(said(await prove(ctx, NOTHING, 'act'))).toBe('proof_missing');
		must(await prove(ctx, { ...NOTHING, password: PASSWORD }, 'act'));
	});

	it('stays when the password is set by a letter', async () => {
		const email = 'dat.lai@so.example';
		const { accountId } = await world.enrol(email);
		await world.withTotp(await world.as(accountId));
		must(await requestPasswordReset(world.visitor, { email, address: '10.2.0.2' }));
		const password = 'trời hôm nay nhiều mây 9';
		const token = await world.secretFor(email);
		must(await setPasswordByLink(world.visitor, { token, password, passwordAgain: password }));
		const entered = must(await signIn(world.visitor, { email, password, address: '10.2.0.2' }));
		expect(Object.keys(entered)).toEqual(['half']);
	});

	it('enrols its first for whoever signs only with the link of a letter', async () => {
		const email = 'giam.doc@so.example';
		const { accountId } = await world.enrol(email, { grants: [{ role: 'director', scope: everywhere }] });
		const ctx = strict(bare(await world.as(accountId)));
		expect(must(await askedProof(ctx, 'own_change')).means).toEqual(['letter']);
		expect(said(await askedProof(ctx, 'act'))).toBe('second_factor_needed');
		expect(said(await prove(ctx, { ...NOTHING, password: PASSWORD }, 'own_change'))).toBe('proof_missing');
		const entered = await signIn(strict(world.visitor), { email, password: PASSWORD, address: '10.2.0.3' });
		expect(must(entered)).toMatchObject({ enrolFirst: true });
		must(await sendEnrolCode(ctx));
		const letter = (await world.letters(email)).at(-1)?.body ?? '';
		const code = /\/tai-khoan\/bao-mat\/([\w-]+)/.exec(letter)?.[1] ?? '';
		expect(said(await prove(ctx, { ...NOTHING, code: `${code}x` }, 'own_change'))).toBe('code_wrong');
		const proof = must(await prove(ctx, { ...NOTHING, code }, 'own_change'));
		await world.withTotp({ ...ctx, proof });
		expect(said(await prove(ctx, { ...NOTHING, code }, 'own_change'))).toBe('code_wrong');
		const anew = must(
			await signIn(strict(world.visitor), { email, password: PASSWORD, address: '10.2.0.3' })
		);
		expect(Object.keys(anew)).toEqual(['half']);
		const mine = must(await readFactors(ctx)).factors[0]?.id ?? '';
		expect(said(await removeFactor({ ...ctx, proof }, mine))).toBe('last_factor_needed');
	});
});

describe('a stolen password', () => {
	it.each((Object.keys(POLICY) as Action[]).filter((action) => factorOf(action) !== undefined))(
		'does nothing under %s',
		async (action) => {
			const role = ROLES.filter((one) =>
				POLICY[action].who.some((who) => 'roles' in who && (who.roles as readonly string[]).includes(one))
			).at(-1);
			if (role === undefined) throw new Error(`nobody holds ${action}`);
			const { accountId } = await world.enrol(`${action}@so.example`, {
				grants: [{ role, scope: everywhere }]
			});
			const ctx = strict(bare(await world.as(accountId)));
			const tried = (by: Context) =>
				transact(by, 'allocate_fund', { type: 'fund_source', id: '' }, async ({ permit, decide }) => {
					const allowed = permit(action);
					if (!allowed.ok) return allowed;
					return factorOf(action) === 'each_time' ? decide({ figures: [] }) : ok(true);
				});
			expect(said(await tried(ctx))).toBe('second_factor_needed');
			// Not even a password that is typed again: that is for demonstrations.
			expect(said(await tried({ ...ctx, proof: { means: 'password' } }))).toBe('second_factor_needed');
			const strong: Context = { ...ctx, strength: 'totp' };
			const each = factorOf(action) === 'each_time';
			expect(said(await tried(strong))).toBe(each ? 'confirmation_needed' : 'ok');
			expect(said(await tried({ ...strong, proof: { means: 'totp' } }))).toBe('ok');
		}
	);

	it('is a bug where an act says nothing of what it decides', async () => {
		const { accountId } = await world.enrol('quen.noi@so.example', {
			grants: [{ role: 'finance_head', scope: everywhere }]
		});
		const ctx = await world.as(accountId);
		await expect(
			transact(ctx, 'allocate_fund', { type: 'fund_source', id: '' }, ({ permit }) =>
				Promise.resolve(permit('fund.allocate'))
			)
		).rejects.toThrow('without saying what it decides');
	});
});
