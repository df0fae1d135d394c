import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalFigures, commitmentText } from '#lib/domain/access/second-factor.ts';
import { shownFigures } from '#lib/server/app/decided-figures.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { decidedByAllocating } from '#lib/server/app/funds/decided-figures.ts';
import { addPasskey } from '#lib/server/app/identity/factors/change-factors.ts';
import { newChallenge, prove } from '#lib/server/app/identity/factors/prove.ts';
import { offerPasskey } from '#lib/server/app/identity/factors/read-factors.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { TestAuthenticator } from '../../support/authenticator.ts';
import { must, said } from './people-world.ts';
import { bare, codeOf, everywhere, factorWorld, NOTHING, strict } from './factor-world.ts';
import type { FactorWorld } from './factor-world.ts';

let world: FactorWorld;
beforeAll(async () => {
	world = await factorWorld();
});
afterAll(() => world.close());

describe('a key of a device', () => {
	let head: Context;
	let sourceId: string;
	const year = 2031;
	beforeAll(async () => {
		const { accountId } = await world.enrol('truong.phong@so.example', {
			grants: [{ role: 'finance_head', scope: everywhere }]
		});
		head = await world.as(accountId);
		({ sourceId } = must(await createFundSource(head, { code: 'SN-KHCN', name: { vi: 'Sự nghiệp KH&CN' } })));
	});

	const input = (amount: bigint) => ({
		...{ sourceId, year, amount, note: '' },
		key: head.app.ids.v4()
	});

	async function committed(ctx: Context, amount: bigint, act = 'allocate_fund') {
		if (ctx.actor.kind !== 'person') throw new Error('nobody');
		const nonce = await newChallenge(ctx, ctx.actor.accountId, 'act');
		const { figures } = decidedByAllocating(
			{ code: 'SN-KHCN', name: { vi: 'Sự nghiệp KH&CN' }, year, amount },
			'vi'
		);
		const text = canonicalFigures(shownFigures(figures, 'vi'));
		return { nonce, challenge: ctx.app.factors.challengeOf(commitmentText({ nonce, act, figures: text })) };
	}

	it('signs the figures that are decided, and the record keeps what it signed', async () => {
		const device = await world.withPasskey(head);
		const ctx: Context = { ...strict(bare(head)), strength: 'passkey' };
		const { nonce, challenge } = await committed(ctx, 300_000_000n);
		const assertion = device.assert(challenge);
		const proof = must(await prove(ctx, { ...NOTHING, nonce, assertion }, 'act'));
		must(await allocateFund({ ...ctx, proof }, input(300_000_000n)));
		const { rows } = await world.database.owner.query<Record<string, unknown>>(
			`SELECT means, figures, device_committed, nonce, credential_id, assertion FROM act_confirmation WHERE verb = 'allocate_fund' ORDER BY at DESC LIMIT 1`
		);
		expect(rows).toEqual([
			{
				means: 'passkey',
				figures: 'source=SN-KHCN · Sự nghiệp KH&CN\nyear=2031\namount=300.000.000 đồng\n',
				device_committed: true,
				nonce,
				credential_id: device.id.toString('base64url'),
				assertion: JSON.parse(assertion) as unknown
			}
		]);
		expect((await world.trail('allocate_fund')).at(-1)).toMatchObject({
			outcome: 'done',
			content: { after: { amount: '300000000', confirmation: { means: 'passkey', deviceCommitted: true } } }
		});
		// The same answer again, also with a nonce of its own.
		expect(said(await prove(ctx, { ...NOTHING, nonce, assertion }, 'act'))).toBe('challenge_over');
		const fresh = await newChallenge(ctx, head.actor.kind === 'person' ? head.actor.accountId : '', 'act');
		expect(said(await prove(ctx, { ...NOTHING, nonce: fresh, assertion }, 'act'))).toBe('passkey_counter');
	});

	it('confirms nothing but the figures and the act that it signed', async () => {
		const device = await world.withPasskey(head, false);
		const ctx: Context = { ...strict(bare(head)), strength: 'passkey' };
		const given = async (amount: bigint, act?: string) => {
			await world.forget();
			const { nonce, challenge } = await committed(ctx, amount, act);
			return must(await prove(ctx, { ...NOTHING, nonce, assertion: device.assert(challenge) }, 'act'));
		};
		const balance = async () => {
			const { rows } = await world.database.owner.query<{ allocated: string }>(
				'SELECT allocated FROM fund_balance WHERE source_id = $1',
				[sourceId]
			);
			return rows;
		};
		const before = await balance();
		const small = await given(1_000_000n);
		expect(said(await allocateFund({ ...ctx, proof: small }, input(900_000_000n)))).toBe('figures_changed');
		const other = await given(1_000_000n, 'reverse_entry');
		expect(said(await allocateFund({ ...ctx, proof: other }, input(1_000_000n)))).toBe('figures_changed');
		expect(await balance()).toEqual(before);
		must(await allocateFund({ ...ctx, proof: await given(1_000_000n) }, input(1_000_000n)));
	});

	it('is missed only after all else that is wrong, and what was done without it is undone', async () => {
		const ctx: Context = { ...strict(bare(head)), strength: 'passkey' };
		const kept = async () => {
			const { rows } = await world.database.owner.query<Record<string, string>>(
				'SELECT (SELECT count(*) FROM posting)::text AS postings, (SELECT count(*) FROM act_confirmation)::text AS acts'
			);
			return rows;
		};
		const before = await kept();
		const nowhere = { ...input(1_000_000n), sourceId: head.app.ids.v7() };
		expect(said(await allocateFund(ctx, nowhere))).toBe('not_found');
		expect(said(await allocateFund(ctx, input(1_000_000n)))).toBe('confirmation_needed');
		expect(await kept()).toEqual(before);
		expect((await world.trail('allocate_fund')).at(-1)).toMatchObject({
			outcome: 'refused',
			refusal: 'confirmation_needed'
		});
	});

	it('is refused from another origin, unverified, copied, or of somebody else', async () => {
		const { accountId } = await world.enrol('khoa.la@so.example', {
			grants: [{ role: 'finance_head', scope: everywhere }]
		});
		const me = await world.as(accountId);
		const device = await world.withPasskey(me);
		const stranger = new TestAuthenticator(me.app.config.origin);
		const shown = async (lie: Parameters<TestAuthenticator['assert']>[1], by = device) => {
			const { nonce, challenge } = await committed(me, 5n);
			return said(await prove(bare(me), { ...NOTHING, nonce, assertion: by.assert(challenge, lie) }, 'act'));
		};
		expect(await shown({ origin: 'https://chuan.example.net' })).toBe('passkey_wrong_origin');
		expect(await shown({ unverified: true })).toBe('passkey_unverified');
		expect(await shown({ counter: 40 })).toBe('ok');
		expect(await shown({ counter: 40 })).toBe('passkey_counter');
		expect(await shown({ counter: 0 })).toBe('passkey_counter');
		expect(await shown({}, stranger)).toBe('passkey_unknown');
		const { nonce } = must(await offerPasskey(me));
		const lying = { name: 'x', nonce, attestation: stranger.register(nonce, { unverified: true }) };
		expect(said(await addPasskey(me, lying, ''))).toBe('passkey_unverified');
		await world.forget();
		const { nonce: next } = must(await offerPasskey(me));
		const foreign = {
			name: 'x',
			nonce: next,
			attestation: stranger.register(next, { origin: 'https://x.example' })
		};
		expect(said(await addPasskey(me, foreign, ''))).toBe('passkey_wrong_origin');
	});

	it('with counter 0 for ever, is taken as the keys of many devices are', async () => {
		const { accountId } = await world.enrol('khong.dem@so.example');
		const me = await world.as(accountId);
		const device = await world.withPasskey(me, false);
		for (let time = 0; time < 2; time += 1) {
			const { nonce, challenge } = await committed(me, 5n);
			expect(said(await prove(me, { ...NOTHING, nonce, assertion: device.assert(challenge) }, 'act'))).toBe(
				'ok'
			);
		}
	});

	it('is asked for above the limit of the day; a code commits to nothing, and the record says so', async () => {
		const { accountId } = await world.enrol('chi.ma@so.example', {
			grants: [{ role: 'finance_head', scope: everywhere }]
		});
		const me = await world.as(accountId);
		const { secret } = await world.withTotp(me);
		const ctx: Context = { ...strict(bare(me)), strength: 'totp' };
		const proof = must(await prove(ctx, { ...NOTHING, code: await codeOf(ctx, secret) }, 'act'));
		expect(said(await allocateFund({ ...ctx, proof }, input(1_000_000_001n)))).toBe('passkey_needed');
		must(await allocateFund({ ...ctx, proof }, input(1_000_000_000n)));
		const { rows } = await world.database.owner.query(
			`SELECT means, device_committed, figures_hash <> '' AS hashed FROM act_confirmation ORDER BY at DESC LIMIT 1`
		);
		expect(rows).toEqual([{ means: 'totp', device_committed: false, hashed: true }]);
	});

	it('leaves a record that nobody changes, and a counter that never goes back', async () => {
		const { app } = world.database;
		await expect(app.query(`UPDATE act_confirmation SET means = 'totp'`)).rejects.toThrow(
			'permission denied'
		);
		await expect(world.database.owner.query('DELETE FROM act_confirmation')).rejects.toThrow('append-only');
		await expect(app.query('UPDATE second_factor SET last_step = -1')).rejects.toThrow('used up');
		await expect(app.query('UPDATE passkey_limit SET amount = 0')).rejects.toThrow('permission denied');
	});
});
