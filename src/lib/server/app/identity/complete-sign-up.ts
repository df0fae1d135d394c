import { z } from 'zod';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { foundOrganisation } from '../steps/organisations/found-organisation.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { languageOf } from '../mail/readers.ts';
import { checkPair } from './new-password.ts';
import type { KeptSignUp, StartedSession } from './ports.ts';

/** What a sign-up keeps with its link. */
export const keptSignUpShape = z.object({
	fullName: z.string(),
	title: z.string(),
	phone: z.string(),
	organisation: z.record(z.string(), z.string()).optional(),
	/** The page that the person was on the way to, or ''. */
	back: z.string()
});

/** What became of the organisation that was typed. */
export type OrganisationOutcome =
	| 'none'
	| 'created'
	/** Made too; something stands under the same code already, and the office compares. */
	| 'beside'
	/** The person acts for one of that code already. */
	| 'exists';

export interface SignUpLink {
	readonly state: 'works' | 'used';
	readonly email: string;
	readonly fullName: string;
	readonly organisation?: { readonly name: string; readonly taxCode: string };
}

/** What a link of a sign-up is good for now, and what was typed for it. Refuses `link_expired`. */
export async function readSignUpLink(ctx: Context, token: string): Promise<Result<SignUpLink>> {
	const found = await ctx.app.db.read.identity.findSignUp(ctx.app.ids.sha256(token));
	if (found === undefined) return refuse('link_expired');
	const typed = keptSignUpShape.parse(found.typed);
	const { name, taxCode } = typed.organisation ?? {};
	return ok({
		state: found.state,
		email: found.email,
		fullName: typed.fullName,
		...(typed.organisation === undefined
			? {}
			: { organisation: { name: name ?? '', taxCode: taxCode ?? '' } })
	});
}

export interface CompletedSignUp {
	readonly session: StartedSession;
	/** For the browser to keep: it is known from now on. */
	readonly device: string;
	readonly organisation: OrganisationOutcome;
	/** Where the person was on the way to, or ''. */
	readonly back: string;
}

/**
 * Makes the account of whoever holds the link, with the password chosen here and what was typed for this very link;
 * the organisation too, and not before, so that nobody claims a tax code from an address that is not his.
 * Refusals: `link_used`, `link_expired`, `form_incomplete` (password_…).
 */
export async function completeSignUp(
	ctx: Context,
	input: { readonly token: string; readonly password: string; readonly passwordAgain: string }
): Promise<Result<CompletedSignUp>> {
	const { ids, hasher, sessions, db } = ctx.app;
	const tokenHash = ids.sha256(input.token);
	const found = await db.read.identity.findSignUp(tokenHash);
	if (found === undefined) return refuse('link_expired');
	if (found.state === 'used') return refuse('link_used');
	const { fullName, organisation: firm } = keptSignUpShape.parse(found.typed);
	const words = [fullName, firm?.['name'] ?? '', firm?.['taxCode'] ?? ''];
	const checked = checkPair(ctx.app, input, { email: found.email, words });
	if (!checked.ok) return checked;
	const passwordHash = await hasher.hash(checked.value);
	const device = ids.secret();
	const made = await transact(ctx, 'complete_sign_up', { type: 'account', id: '' }, async ({ tx, note }) => {
		const used = await tx.identity.useSignUp(tokenHash);
		if (used === undefined) return refuse('link_used');
		const typed = keptSignUpShape.parse(used.typed);
		const account = await settleAccount(ctx, tx, used, passwordHash);
		if (!account.ok) return account;
		const { accountId, personId } = account.value;
		const organisation = await makeOrganisation(ctx, tx, personId, typed.organisation);
		await tx.identity.rememberDevice(accountId, ids.sha256(device));
		note({ objectId: accountId, after: { email: used.email, fullName: typed.fullName, organisation } });
		return ok({ accountId, organisation, back: typed.back });
	});
	if (!made.ok) return made;
	const { accountId, organisation, back } = made.value;
	return ok({ session: await sessions.create(accountId, ctx.browser), device, organisation, back });
}

/** The account of the address: a new one, or one that nobody has proved yet (an invitation, an earlier release). */
async function settleAccount(
	ctx: Context,
	tx: Tx,
	used: KeptSignUp,
	passwordHash: string
): Promise<Result<{ accountId: string; personId: string }>> {
	const { fullName, title, phone } = keptSignUpShape.parse(used.typed);
	const existing = await tx.identity.findAccountByEmail(used.email);
	if (existing === undefined) {
		const personId = ctx.app.ids.v7();
		const accountId = ctx.app.ids.v7();
		await tx.identity.createPerson({
			id: personId,
			fullName,
			title,
			phone,
			employerId: null,
			employerText: ''
		});
		await tx.identity.createAccount({
			id: accountId,
			personId,
			email: used.email,
			passwordHash,
			verified: true,
			locale: languageOf(used.locale),
			demonstration: false
		});
		return ok({ accountId, personId });
	}
	if (existing.emailVerifiedAt !== null || existing.disabledAt !== null) return refuse('link_used');
	// Of an invited person the office knows the name already.
	if (existing.passwordHash !== '')
		await tx.identity.updateProfile(existing.personId, { fullName, title, phone });
	await tx.identity.setPassword(existing.id, passwordHash);
	await tx.identity.verifyEmail(existing.id);
	await tx.identity.endSessions(existing.id);
	await tx.identity.forgetDevices(existing.id);
	return ok({ accountId: existing.id, personId: existing.personId });
}

async function makeOrganisation(
	ctx: Context,
	tx: Tx,
	personId: string,
	typed: Readonly<Record<string, string>> | undefined
): Promise<OrganisationOutcome> {
	if (typed === undefined) return 'none';
	const parsed = parseOrganisation(typed);
	// It was right when it was typed; a rule that changed since is met in the form of the organisation.
	if (!parsed.ok) return 'none';
	const made = await foundOrganisation(ctx, tx, personId, parsed.value);
	if (!made.ok) return 'exists';
	return made.value.beside ? 'beside' : 'created';
}
