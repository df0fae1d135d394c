import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** Ends the session behind the token. Leaving twice is leaving once. */
export async function signOut(ctx: Context, token: string): Promise<Result<true>> {
	const person = personOf(ctx);
	if (person.ok) {
		await transact(ctx, 'sign_out', { type: 'account', id: person.value.accountId }, () =>
			Promise.resolve(ok(true))
		);
	}
	await ctx.app.sessions.end(token);
	return ok(true);
}

/** Ends every session of the person's account, on every machine, and every link; forgets the browsers. */
export async function signOutEverywhere(ctx: Context): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	return transact(ctx, 'sign_out_everywhere', { type: 'account', id: accountId }, async ({ tx, permit }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		await tx.identity.endSessions(accountId);
		await tx.identity.endLinks(accountId);
		await tx.identity.forgetDevices(accountId);
		return ok(true);
	});
}
