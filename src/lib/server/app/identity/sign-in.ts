import { needsFactor } from '#lib/domain/access/factor-roles.ts';
import { networkOf } from '#lib/domain/access/network.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { resetPassword } from '../mail/letters/accounts.ts';
import { languageOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { recoverWhereDue } from './factors/recover-factors.ts';
import { makeLink, RESET_MINUTES } from '../steps/identity/links.ts';
import { mailNewDevice } from './mail-new-device.ts';
import type { AccountRow, PasswordHasher, StartedSession } from './ports.ts';

export interface SignIn {
	readonly email: string;
	readonly password: string;
	/** Where the request came from, for the limits. */
	readonly address: string;
	/** The secret that an earlier sign-in left in this browser. */
	readonly device?: string;
	/** The session that this browser carries now: it ends, so that its token cannot outlive the change of person. */
	readonly formerToken?: string;
}

export interface SignedIn extends StartedSession {
	/** For the browser to keep: it is known from now on. */
	readonly device: string;
	/** Whoever signs or administers and has no second factor yet is led to enrol one first. */
	readonly enrolFirst?: boolean;
}

/** The password was right, and the account has a second factor: the secret of the half that is done. */
export interface HalfSignedIn {
	readonly half: string;
}

/** How long the second factor may take after the password. */
export const HALF_SECONDS = 600;

const decoys = new WeakMap<PasswordHasher, Promise<string>>();

/** A hash that no password is behind: checking against it takes the time that a real one takes. */
function decoyOf(hasher: PasswordHasher): Promise<string> {
	const made = decoys.get(hasher) ?? hasher.hash('a password that nobody has');
	decoys.set(hasher, made);
	return made;
}

/**
 * Signs in. Unknown address, wrong password and disabled account answer alike and take the same time:
 * `sign_in_failed`. Others: `too_many_attempts` (params.seconds), `email_not_verified` (right password; a new
 * letter is on its way).
 */
export async function signIn(ctx: Context, input: SignIn): Promise<Result<SignedIn | HalfSignedIn>> {
	const { attempts, hasher, ids, sessions, db } = ctx.app;
	const email = parseEmail(input.email);
	const typed = email.ok ? email.value : ids.sha256(input.email);
	const account = email.ok ? await db.read.identity.findAccountByEmail(email.value) : undefined;
	const deviceHash = input.device === undefined ? '' : ids.sha256(input.device);
	const known =
		account !== undefined &&
		deviceHash !== '' &&
		(await db.read.identity.knowsDevice(account.id, deviceHash));
	const place = { network: networkOf(input.address), knownBrowser: known };
	const admitted = await attempts.signIn({
		account: typed,
		address: input.address,
		device: known ? deviceHash : ''
	});
	if (!admitted.ok) {
		return transact(ctx, 'sign_in', { type: 'account', id: account?.id ?? '' }, ({ note }) => {
			note({ refused: place });
			return Promise.resolve(admitted);
		});
	}
	const stored = account?.passwordHash ?? '';
	const right = await hasher.verify(stored === '' ? await decoyOf(hasher) : stored, input.password);
	const device = known && input.device !== undefined ? input.device : ids.secret();
	const result = await transact(
		ctx,
		'sign_in',
		{ type: 'account', id: account?.id ?? '' },
		async ({ tx, note }): Promise<Result<{ accountId: string; enrolFirst: boolean } | HalfSignedIn>> => {
			note({ after: place, refused: place });
			if (account === undefined || stored === '' || !right || account.disabledAt !== null)
				return refuse('sign_in_failed');
			// Everybody knows the password of a demonstration.
			if (account.demonstration && ctx.app.config.production) return refuse('sign_in_failed');
			if (account.emailVerifiedAt === null) return refuse('email_not_verified');
			// With a second factor the browser is known, and the account entered, by that alone.
			await tx.factors.hold(account.id);
			const recovered = await recoverWhereDue(ctx, tx, account.id, account.personId);
			if (recovered) note({ after: { ...place, recovered } });
			if ((await tx.factors.ofAccount(account.id)).length > 0) {
				const half = ids.secret();
				await tx.identity.addToken({
					...{ accountId: account.id, purpose: 'second_factor' as const },
					...{ tokenHash: ids.sha256(half), lifetimeSeconds: HALF_SECONDS }
				});
				note({ after: { ...place, awaits: 'second_factor' } });
				return ok({ half });
			}
			await tx.identity.rememberDevice(account.id, ids.sha256(device));
			if (!known) await mailNewDevice(ctx, tx, account, ids.sha256(device));
			const person = await tx.identity.loadPerson(account.id);
			const enrolFirst = ctx.app.config.production && person !== undefined && needsFactor(person);
			return ok({ accountId: account.id, enrolFirst });
		}
	);
	if (!result.ok) {
		if (account !== undefined && result.refusal.code === 'email_not_verified') await writeAgain(ctx, account);
		return result;
	}
	await admitted.value.succeeded();
	if ('half' in result.value) return ok(result.value);
	if (input.formerToken !== undefined) await sessions.end(input.formerToken);
	const session = await sessions.create(result.value.accountId, ctx.browser);
	return ok({ ...session, device, enrolFirst: result.value.enrolFirst });
}

/**
 * An account of an earlier release whose address nobody proved: the password may be that of a stranger who typed the
 * address, so the letter lets its reader choose one.
 */
async function writeAgain(ctx: Context, account: AccountRow): Promise<void> {
	const room = await ctx.app.attempts.spend(`letter:${account.email}`, 5, 3600);
	if (!room.ok) return;
	await transact(ctx, 'send_verification', { type: 'account', id: account.id }, async ({ tx }) => {
		const person = await tx.identity.findPerson(account.personId);
		if (person === undefined) return refuse('not_found');
		const path = await makeLink(ctx, tx, {
			accountId: account.id,
			purpose: 'set_password',
			lifetimeSeconds: RESET_MINUTES * 60
		});
		await tell(ctx, tx, {
			to: [{ email: account.email, name: person.fullName, locale: languageOf(account.locale) }],
			key: `verify:${ctx.app.ids.sha256(path)}`,
			letter: resetPassword({ path, validMinutes: RESET_MINUTES })
		});
		return ok(true);
	});
}
