import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { enrolCode } from '../../mail/letters/factors.ts';
import { languageOf } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import { personOf, transact } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { LINK_PATHS } from '../../steps/identity/links.ts';
import { letterCodeHash } from './prove.ts';

export const ENROL_CODE_MINUTES = 15;

/** Sends the code that a first factor asks for; the code of before stops working. Refuses `too_many_attempts`. */
export async function sendEnrolCode(ctx: Context): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId, name } = person.value;
	const room = await ctx.app.attempts.spend(`enrol-code:${accountId}`, 5, 3600);
	if (!room.ok) return room;
	return transact(ctx, 'send_enrol_code', { type: 'account', id: accountId }, async ({ tx, permit }) => {
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		const account = await tx.identity.findAccount(accountId);
		if (account === undefined) return refuse('not_found');
		const code = ctx.app.ids.secret();
		const tokenHash = letterCodeHash(ctx, accountId, code);
		await tx.identity.addToken({
			...{ accountId, purpose: 'enrol_factor', tokenHash, lifetimeSeconds: ENROL_CODE_MINUTES * 60 }
		});
		await tell(ctx, tx, {
			to: [{ email: account.email, name, locale: languageOf(account.locale) }],
			key: `enrol-code:${tokenHash}`,
			letter: enrolCode({ path: `${LINK_PATHS.enrol_factor}/${code}`, validMinutes: ENROL_CODE_MINUTES })
		});
		return ok(true);
	});
}
