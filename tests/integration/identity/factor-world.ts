import { totpStepAt } from '#lib/domain/access/second-factor.ts';
import { addPasskey, addTotp, checkTotp } from '#lib/server/app/identity/factors/change-factors.ts';
import { offerPasskey, offerTotp, openOffer } from '#lib/server/app/identity/factors/read-factors.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { TestAuthenticator } from '../../support/authenticator.ts';
import { must, peopleWorld } from './people-world.ts';

export const everywhere = { type: 'all' } as const;
export const NOTHING = { password: '', code: '', assertion: '', nonce: '' };

/** The same portal outside a demonstration. */
export function strict(ctx: Context): Context {
	return { ...ctx, app: { ...ctx.app, config: { ...ctx.app.config, production: true } } };
}

/** As a request comes in: nothing was confirmed. */
export function bare({ proof: _proof, ...ctx }: Context): Context {
	return ctx;
}

export async function codeOf(ctx: Context, secret: Uint8Array, later = 0): Promise<string> {
	const step = totpStepAt(await ctx.app.db.read.clock.now());
	return ctx.app.factors.totpCode(secret, step + later);
}

/** People who hold second factors. */
export async function factorWorld() {
	const world = await peopleWorld();
	async function withTotp(
		ctx: Context
	): Promise<{ secret: Uint8Array; codes: readonly string[]; token: string }> {
		if (ctx.actor.kind !== 'person') throw new Error('nobody');
		const { token } = await ctx.app.sessions.create(ctx.actor.accountId);
		const { sealed } = must(await offerTotp(ctx));
		const secret = openOffer(ctx, sealed) ?? new Uint8Array();
		must(await checkTotp(ctx, { sealed, code: await codeOf(ctx, secret), name: 'Điện thoại' }));
		const { codes } = must(await addTotp(ctx, { sealed, name: 'Điện thoại' }, token));
		await forget();
		return { secret, codes, token };
	}

	/** Steps that enrolling used up, and counters of guesses: a test does not wait for the next half minute. */
	async function forget(): Promise<void> {
		await world.database.owner.query('ALTER TABLE second_factor DISABLE TRIGGER second_factor_forward');
		await world.database.owner.query('UPDATE second_factor SET last_step = 0');
		await world.database.owner.query('ALTER TABLE second_factor ENABLE TRIGGER second_factor_forward');
		await world.database.owner.query('DELETE FROM attempt_limit');
	}

	async function withPasskey(ctx: Context, counts = true): Promise<TestAuthenticator> {
		if (ctx.actor.kind !== 'person') throw new Error('nobody');
		const { token } = await ctx.app.sessions.create(ctx.actor.accountId);
		const device = new TestAuthenticator(ctx.app.config.origin, counts);
		const { nonce } = must(await offerPasskey(ctx));
		must(await addPasskey(ctx, { name: 'Máy làm việc', attestation: device.register(nonce), nonce }, token));
		return device;
	}

	async function trail(action: string) {
		const { rows } = await world.database.owner.query<{ outcome: string; refusal: string; content: unknown }>(
			`SELECT e.outcome, e.refusal, d.content FROM audit_entry e LEFT JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = $1 ORDER BY e.at, e.id`,
			[action]
		);
		return rows;
	}
	return { ...world, withTotp, forget, withPasskey, trail };
}

export type FactorWorld = Awaited<ReturnType<typeof factorWorld>>;
