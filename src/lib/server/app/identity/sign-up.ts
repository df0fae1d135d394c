import type { z } from 'zod';
import { checkSignUp } from '#lib/contracts/identity/sign-up.ts';
import type { SignUpInput } from '#lib/contracts/identity/sign-up.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { alreadyRegistered, verifyEmail } from '../mail/letters/accounts.ts';
import { personToTell } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { keptSignUpShape } from './complete-sign-up.ts';
import { LINK_PATHS, SIGN_UP_HOURS } from '../steps/identity/links.ts';
import type { AccountRow } from './ports.ts';

export interface SignUp {
	readonly person: SignUpInput;
	/** The form of the organisation as typed, when one is registered too. It is made once the address is proved. */
	readonly organisation?: Readonly<Record<string, string>>;
	/** The page that the person was on the way to. */
	readonly back?: string;
	/** Where the request came from, for the limits. */
	readonly address: string;
}

/** Letters to one address within an hour. */
const LETTERS = 5;

/**
 * Mails a link at which the account is made and its password chosen. What was typed is bound to that link, so that
 * whoever types the same address again replaces nothing. The answer is the same whether or not the address has an
 * account; only its owner learns more, by mail.
 * Refusals: `form_incomplete` with every problem at its field, `too_many_attempts`. A tax code that is claimed already is no
 * hindrance, and is not spoken of.
 */
export async function signUp(ctx: Context, input: SignUp): Promise<Result<{ email: string }>> {
	const checked = checkSignUp(input.person, input.organisation);
	if (!checked.ok) return checked;
	const room = await ctx.app.attempts.slowDown('sign-up', input.address);
	if (!room.ok) return room;
	const { email, phone } = checked.value;
	const mayWrite = (await ctx.app.attempts.spend(`letter:${email}`, LETTERS, 3600)).ok;
	return transact(ctx, 'sign_up', { type: 'account', id: '' }, async ({ tx, note }) => {
		const existing = await tx.identity.findAccountByEmail(email);
		const owned =
			existing !== undefined && (existing.emailVerifiedAt !== null || existing.passwordHash === '');
		note({ objectId: existing?.id ?? '', after: { email, fullName: input.person.fullName } });
		if (!mayWrite) return ok({ email });
		if (owned) await tellOwner(ctx, tx, existing);
		else await sendLink(ctx, tx, email, { ...input, phone });
		return ok({ email });
	});
}

async function sendLink(
	ctx: Context,
	tx: Tx,
	email: string,
	{ person, organisation, back = '', phone }: SignUp & { readonly phone: string }
): Promise<void> {
	const { ids } = ctx.app;
	const secret = ids.secret();
	const { fullName, title } = person;
	const typed: z.input<typeof keptSignUpShape> = {
		fullName,
		title,
		phone,
		back,
		...(organisation === undefined ? {} : { organisation })
	};
	const tokenHash = ids.sha256(secret);
	await tx.identity.addSignUp({
		email,
		locale: ctx.locale,
		typed,
		tokenHash,
		lifetimeSeconds: SIGN_UP_HOURS * 3600
	});
	await tell(ctx, tx, {
		// The name is what a stranger may have typed: the letter carries none of it.
		to: [{ email, name: '', locale: ctx.locale }],
		key: `verify:${tokenHash}`,
		letter: verifyEmail({ path: `${LINK_PATHS.sign_up}/${secret}`, validHours: SIGN_UP_HOURS })
	});
}

async function tellOwner(ctx: Context, tx: Tx, account: AccountRow): Promise<void> {
	const readers = await personToTell(tx, account.personId);
	await tell(ctx, tx, {
		to: readers.map((reader) => ({ ...reader, locale: ctx.locale })),
		key: `registered:${ctx.app.ids.v4()}`,
		letter: alreadyRegistered({ signIn: '/dang-nhap', reset: '/quen-mat-khau' })
	});
}
