import { checkSignUp } from '#lib/contracts/identity/sign-up.ts';
import type { CheckedSignUp, SignUpInput } from '#lib/contracts/identity/sign-up.ts';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { addressOf, makeLink, post, VERIFY_HOURS } from './links.ts';
import type { AccountRow } from './ports.ts';

export interface SignUp {
	readonly person: SignUpInput;
	/** The form of the organisation as typed, when one is registered too. It is made once the address is proved. */
	readonly organisation?: Readonly<Record<string, string>>;
	/** Where the request came from, for the limits. */
	readonly address: string;
}

/** Accounts from one address within an hour: a training room has room. */
const SIGN_UPS = 30;
/** Letters to one address within an hour. */
const LETTERS = 5;

/**
 * Signs a person up. The answer is the same whether or not the address has an account; only its owner learns more,
 * by mail. Refusals: `form_incomplete` with every problem at its field, `organisation_exists`, `too_many_attempts`.
 */
export async function signUp(ctx: Context, input: SignUp): Promise<Result<{ email: string }>> {
	const checked = checkSignUp(input.person, input.organisation);
	if (!checked.ok) return checked;
	const taken = await organisationTaken(ctx, input.organisation);
	if (!taken.ok) return taken;
	const room = await ctx.app.attempts.spend(`sign-up:${input.address}`, SIGN_UPS, 3600);
	if (!room.ok) return room;
	const { email, password } = checked.value;
	const passwordHash = await ctx.app.hasher.hash(password);
	const mayWrite = (await ctx.app.attempts.spend(`letter:${email}`, LETTERS, 3600)).ok;
	return transact(ctx, 'sign_up', { type: 'account', id: '' }, async ({ tx, note }) => {
		const existing = await tx.identity.findAccountByEmail(email);
		if (existing !== undefined && (existing.emailVerifiedAt !== null || existing.passwordHash === '')) {
			note({ objectId: existing.id });
			if (mayWrite) await tellOwner(ctx, tx, existing);
			return ok({ email });
		}
		const account = await keep(ctx, tx, input.person, checked.value, passwordHash, existing);
		note({ objectId: account.id, after: { email, fullName: input.person.fullName } });
		if (mayWrite) {
			const url = await makeLink(ctx, tx, {
				accountId: account.id,
				purpose: 'verify_email',
				language: ctx.locale,
				lifetimeSeconds: VERIFY_HOURS * 3600,
				...(input.organisation === undefined ? {} : { payload: { organisation: input.organisation } })
			});
			const letter = ctx.app.letters.verifyEmail(
				{ name: input.person.fullName, url, validHours: VERIFY_HOURS },
				ctx.locale
			);
			const to = { email, name: input.person.fullName, language: ctx.locale };
			await post(tx, to, `verify:${ctx.app.ids.sha256(url)}`, letter);
		}
		return ok({ email });
	});
}

/** Whose code it is stays unsaid; that its representative can let one in is the way on. */
async function organisationTaken(ctx: Context, typed: SignUp['organisation']): Promise<Result<true>> {
	if (typed === undefined) return ok(true);
	const parsed = parseOrganisation(typed);
	if (!parsed.ok) return parsed;
	const existing = await ctx.app.db.read.organisations.findByTaxCode(parsed.value.taxCode);
	return existing === undefined ? ok(true) : refuse('organisation_exists', { field: 'organisation.taxCode' });
}

/** A new person and account; or what an address that nobody proved was given before is written anew. */
async function keep(
	ctx: Context,
	tx: Tx,
	person: SignUpInput,
	checked: CheckedSignUp,
	passwordHash: string,
	existing: AccountRow | undefined
): Promise<{ readonly id: string }> {
	const profile = { fullName: person.fullName, title: person.title, phone: checked.phone };
	if (existing !== undefined) {
		await tx.identity.updateProfile(existing.personId, profile);
		await tx.identity.setPassword(existing.id, passwordHash);
		return existing;
	}
	const personId = ctx.app.ids.v7();
	const account = {
		id: ctx.app.ids.v7(),
		personId,
		email: checked.email,
		passwordHash,
		verified: false,
		locale: ctx.locale,
		demonstration: false
	};
	await tx.identity.createPerson({ ...profile, id: personId, employerId: null, employerText: '' });
	await tx.identity.createAccount(account);
	return account;
}

async function tellOwner(ctx: Context, tx: Tx, account: AccountRow): Promise<void> {
	const owner = await tx.identity.findPerson(account.personId);
	if (owner === undefined || account.disabledAt !== null) return;
	const language = ctx.locale;
	const letter = ctx.app.letters.alreadyRegistered(
		{
			name: owner.fullName,
			signInUrl: addressOf(ctx, '/dang-nhap', language),
			resetUrl: addressOf(ctx, '/quen-mat-khau', language)
		},
		language
	);
	await post(
		tx,
		{ email: account.email, name: owner.fullName, language },
		`registered:${ctx.app.ids.v4()}`,
		letter
	);
}
