import type { ProfileInput } from '#lib/contracts/identity/enter.ts';
import { parsePhone } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { GrantRow, StartedSession } from './ports.ts';
import { checkPair } from './new-password.ts';

export interface OwnAccount {
	readonly email: string;
	readonly fullName: string;
	readonly title: string;
	readonly phone: string;
	readonly locale: 'vi' | 'en';
	/** In force now, the newest first. */
	readonly grants: readonly GrantRow[];
}

export async function readOwnAccount(ctx: Context): Promise<Result<OwnAccount>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	return ask(ctx, 'account.own', {}, async (read) => {
		const person = await read.identity.findPerson(actor.value.personId);
		if (person?.account === undefined) return refuse('not_found');
		const now = await read.clock.now();
		const grants = await read.identity.grantsOf(person.id);
		return ok({
			email: person.account.email,
			fullName: person.fullName,
			title: person.title,
			phone: person.phone,
			locale: person.account.locale === 'en' ? 'en' : 'vi',
			grants: grants.filter(
				({ validFrom, validTo }) => validFrom <= now && (validTo === null || validTo > now)
			)
		});
	});
}

/** Name, position, telephone and language of mails. Refusals: `phone_…` at its field. */
export async function updateProfile(ctx: Context, input: ProfileInput): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, accountId } = actor.value;
	const phone: Result<string> = input.phone === '' ? ok('') : parsePhone(input.phone, 'phone');
	if (!phone.ok) return phone;
	return transact(ctx, 'update_profile', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		const before = await tx.identity.findPerson(personId);
		if (before === undefined) return refuse('not_found');
		const profile = { fullName: input.fullName, title: input.title, phone: phone.value };
		await tx.identity.updateProfile(personId, profile);
		await tx.identity.setLocale(accountId, input.locale);
		note({ before: { fullName: before.fullName, title: before.title, phone: before.phone }, after: profile });
		return ok(true);
	});
}

/**
 * Changes the password: every other session ends, this browser gets a new one.
 * Refusals: `password_wrong` (field currentPassword), `too_many_attempts`, `form_incomplete` (password_…).
 */
export async function changePassword(
	ctx: Context,
	input: { currentPassword: string; password: string; passwordAgain: string }
): Promise<Result<StartedSession>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { accountId, personId, email } = actor.value;
	const { attempts, hasher, sessions, db } = ctx.app;
	const account = await db.read.identity.findAccount(accountId);
	const owner = await db.read.identity.findPerson(personId);
	if (account === undefined || owner === undefined) return refuse('not_found');
	const checked = checkPair(ctx.app, input, { email, words: [owner.fullName, owner.employerText] });
	if (!checked.ok) return checked;
	// A session left open on a shared machine must not become a way to guess the password.
	const admitted = await attempts.signIn({ account: email, address: 'password-change', device: accountId });
	if (!admitted.ok) return admitted;
	const right = await hasher.verify(account.passwordHash, input.currentPassword);
	const passwordHash = right ? await hasher.hash(checked.value) : '';
	const changed = await transact(
		ctx,
		'change_password',
		{ type: 'account', id: accountId },
		async ({ tx, permit }) => {
			const allowed = permit('account.own');
			if (!allowed.ok) return allowed;
			if (!right) return refuse('password_wrong', { field: 'currentPassword' });
			await tx.identity.setPassword(accountId, passwordHash);
			await tx.identity.endSessions(accountId);
			return ok(true);
		}
	);
	if (!changed.ok) return changed;
	await admitted.value.succeeded();
	return ok(await sessions.create(accountId, ctx.browser, ctx.strength));
}
