import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { resetPassword as resetPasswordLetter } from '../mail/letters/accounts.ts';
import { languageOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { makeLink, RESET_MINUTES } from '../steps/identity/links.ts';
import { checkPair } from './new-password.ts';

/**
 * Sends a link for a new password. The answer is the same whether or not the address has an account; refusals
 * speak of the text only (`email_shape` …) or of the asker's pace (`too_many_attempts`).
 */
export async function requestPasswordReset(
	ctx: Context,
	input: { readonly email: string; readonly address: string }
): Promise<Result<{ email: string }>> {
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	const room = await ctx.app.attempts.slowDown('reset', input.address);
	if (!room.ok) return room;
	const mayWrite = (await ctx.app.attempts.spend(`letter:${email.value}`, 5, 3600)).ok;
	return transact(ctx, 'request_password_reset', { type: 'account', id: '' }, async ({ tx, note }) => {
		const account = await tx.identity.findAccountByEmail(email.value);
		if (account === undefined || account.disabledAt !== null) return ok({ email: email.value });
		if (account.demonstration && ctx.app.config.production) return ok({ email: email.value });
		note({ objectId: account.id });
		const person = await tx.identity.findPerson(account.personId);
		if (person === undefined || !mayWrite) return ok({ email: email.value });
		const path = await makeLink(ctx, tx, {
			accountId: account.id,
			purpose: 'set_password',
			lifetimeSeconds: RESET_MINUTES * 60
		});
		await tell(ctx, tx, {
			to: [{ email: account.email, name: person.fullName, locale: languageOf(account.locale) }],
			key: `reset:${ctx.app.ids.sha256(path)}`,
			letter: resetPasswordLetter({ path, validMinutes: RESET_MINUTES })
		});
		return ok({ email: email.value });
	});
}

/** Whether a link for a new password would work now. Refuses `link_expired`. */
export async function readPasswordLink(ctx: Context, token: string): Promise<Result<true>> {
	const found = await ctx.app.db.read.identity.findToken(ctx.app.ids.sha256(token), 'set_password');
	return found === undefined ? refuse('link_expired') : ok(true);
}

/**
 * Sets the password by a link, once; every session ends, and the address is proved, since the link came by mail.
 * Refusals: `link_expired`, `form_incomplete` (password_…).
 */
export async function setPasswordByLink(
	ctx: Context,
	input: { readonly token: string; readonly password: string; readonly passwordAgain: string }
): Promise<Result<true>> {
	const { ids, hasher, db } = ctx.app;
	const tokenHash = ids.sha256(input.token);
	const found = await db.read.identity.findToken(tokenHash, 'set_password');
	const account = found === undefined ? undefined : await db.read.identity.findAccount(found.accountId);
	if (account === undefined) return refuse('link_expired');
	const owner = await db.read.identity.findPerson(account.personId);
	const words = [owner?.fullName ?? '', owner?.employerText ?? ''];
	const checked = checkPair(ctx.app, input, { email: account.email, words });
	if (!checked.ok) return checked;
	const passwordHash = await hasher.hash(checked.value);
	return transact(ctx, 'set_password', { type: 'account', id: account.id }, async ({ tx }) => {
		const used = await tx.identity.useToken(tokenHash, 'set_password');
		if (used === undefined) return refuse('link_expired');
		await tx.identity.setPassword(account.id, passwordHash);
		await tx.identity.verifyEmail(account.id);
		await tx.identity.endSessions(account.id);
		await tx.identity.forgetDevices(account.id);
		return ok(true);
	});
}
