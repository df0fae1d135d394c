import { needsFactor } from '#lib/domain/access/factor-roles.ts';
import {
	acceptedStep,
	meansOfAct,
	meansOfOwnChange,
	recoveryCodeOf
} from '#lib/domain/access/second-factor.ts';
import type { ProofMeans } from '#lib/domain/access/second-factor.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Proof } from '../../decide-act.ts';
import type { Tx } from '../../ports.ts';
import { personOf, transact } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import type { ChallengePurpose, FactorRow } from '../factor-ports.ts';

/** What was typed or answered to confirm an act; '' where nothing was. */
export interface TypedProof {
	readonly password: string;
	/** Of an app, of a letter, or one for recovery. */
	readonly code: string;
	/** The answer of a device as JSON, and the nonce that it was asked with. */
	readonly assertion: string;
	readonly nonce: string;
}

/** For what a proof is asked: an act that decides, or a change of one's own factors. */
export type ProofFor = 'act' | 'own_change';

export interface AskedProof {
	readonly means: readonly ProofMeans[];
	readonly keys: readonly { readonly credentialId: string; readonly transports: readonly string[] }[];
}

/** By what this person confirms. Refuses `second_factor_needed` where there is nothing to confirm by. */
export async function askedProof(ctx: Context, what: ProofFor): Promise<Result<AskedProof>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const factors = await ctx.app.db.read.factors.ofAccount(person.value.accountId);
	const means = meansFor(ctx, person.value, factors, what);
	if (means.length === 0) return refuse('second_factor_needed');
	return ok({ means, keys: factors.flatMap((one) => (one.kind === 'passkey' ? [one] : [])) });
}

function meansFor(
	ctx: Context,
	person: Person,
	factors: readonly FactorRow[],
	what: ProofFor
): readonly ProofMeans[] {
	const asked = { kinds: factors.map(({ kind }) => kind), demonstration: !ctx.app.config.production };
	return what === 'act' ? meansOfAct(asked) : meansOfOwnChange({ ...asked, needed: needsFactor(person) });
}

/** A press of the button alone guesses nothing: it is not counted, and not recorded. */
const isEmpty = ({ password, code, assertion }: TypedProof): boolean =>
	password === '' && code === '' && assertion === '';

/** Guesses of one person at all that confirms, within so many seconds. */
const GUESSES = 10;
const GUESSES_SECONDS = 600;

/**
 * Shows that whoever asks is the owner of the account: by the password, a code, or a device. A code or a challenge is
 * used up by it, whatever becomes of the act. Refusals: `too_many_attempts`, `proof_missing`, `password_wrong`,
 * `code_wrong`, `code_used`, `passkey_…`, `challenge_over`, `second_factor_needed`.
 */
export async function prove(ctx: Context, typed: TypedProof, what: ProofFor): Promise<Result<Proof>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	if (isEmpty(typed)) {
		const asked = await askedProof(ctx, what);
		return asked.ok ? missing(asked.value.means) : asked;
	}
	const room = await ctx.app.attempts.spend(`proof:${accountId}`, GUESSES, GUESSES_SECONDS);
	if (!room.ok) return room;
	const account = await ctx.app.db.read.identity.findAccount(accountId);
	const passwordRight =
		typed.password !== '' && (await ctx.app.hasher.verify(account?.passwordHash ?? '', typed.password));
	return transact(ctx, 'prove_identity', { type: 'account', id: accountId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		await tx.factors.hold(accountId);
		const factors = await tx.factors.ofAccount(accountId);
		const means = meansFor(ctx, person.value, factors, what);
		if (means.length === 0) return refuse('second_factor_needed');
		const shown = await checkProof(ctx, tx, {
			...{ accountId, means, factors, typed, passwordRight, purpose: 'act' as const }
		});
		if (shown.ok) note({ after: { means: shown.value.means } });
		return shown;
	});
}

interface Shown {
	readonly accountId: string;
	readonly means: readonly ProofMeans[];
	readonly factors: readonly FactorRow[];
	readonly typed: TypedProof;
	readonly passwordRight: boolean;
	readonly purpose: ChallengePurpose;
}

/** The first that was given of what is asked for; under the lock of the account. */
export async function checkProof(ctx: Context, tx: Tx, shown: Shown): Promise<Result<Proof>> {
	const { means, typed } = shown;
	if (means.includes('passkey') && typed.assertion !== '') return checkDevice(ctx, tx, shown);
	if (typed.code !== '') {
		if (means.includes('letter')) return checkLetter(ctx, tx, shown);
		const byApp = means.includes('totp')
			? await checkApp(ctx, tx, shown)
			: refuse('code_wrong', { field: 'proof.code' });
		if (byApp.ok || byApp.refusal.code === 'code_used' || !means.includes('recovery_code')) return byApp;
		const marks = ctx.app.factors.vault.marksOf(`${shown.accountId} ${recoveryCodeOf(typed.code)}`);
		const known = await tx.factors.useRecoveryCode(shown.accountId, marks);
		return known ? ok({ means: 'recovery_code' }) : byApp;
	}
	if (means.includes('password') && typed.password !== '')
		return shown.passwordRight
			? ok({ means: 'password' })
			: refuse('password_wrong', { field: 'proof.password' });
	return missing(means);
}

function missing(means: readonly ProofMeans[]): Result<never> {
	return refuse('proof_missing', { field: means.includes('password') ? 'proof.password' : 'proof.code' });
}

async function checkApp(ctx: Context, tx: Tx, { factors, typed }: Shown): Promise<Result<Proof>> {
	const { vault, totpCode } = ctx.app.factors;
	const now = await tx.clock.now();
	let worst: Result<Proof> = refuse('code_wrong', { field: 'proof.code' });
	for (const factor of factors) {
		if (factor.kind !== 'totp') continue;
		const secret = vault.open(factor.sealedSecret);
		if (secret === undefined) throw new Error(`no key of the portal opens factor ${factor.id}`);
		const { lastStep } = factor;
		const step = acceptedStep(typed.code, now, { lastStep, codeOf: (one) => totpCode(secret, one) });
		if (step.ok && (await tx.factors.useStep(factor.id, step.value))) return ok({ means: 'totp' });
		if (step.ok || step.refusal.code === 'code_used') worst = refuse('code_used', { field: 'proof.code' });
	}
	return worst;
}

async function checkDevice(ctx: Context, tx: Tx, shown: Shown): Promise<Result<Proof>> {
	const { accountId, factors, typed, purpose } = shown;
	const { passkeys } = ctx.app.factors;
	// First, so that a challenge is used up by its first answer, right or wrong.
	if (!(await tx.factors.useChallenge(accountId, typed.nonce, purpose))) return refuse('challenge_over');
	const named = passkeys.credentialOf(typed.assertion);
	const key = factors.find((one) => one.kind === 'passkey' && one.credentialId === named);
	if (key?.kind !== 'passkey') return refuse('passkey_unknown');
	const asserted = await passkeys.asserted(typed.assertion, key);
	if (!asserted.ok) return asserted;
	await tx.factors.useCounter(key.id, asserted.value.counter);
	const { nonce, assertion } = typed;
	const { credentialId } = key;
	return ok({
		means: 'passkey',
		device: { nonce, credentialId, assertion, challenge: asserted.value.challenge }
	});
}

/** What the code of a letter is kept as. */
export function letterCodeHash(ctx: Context, accountId: string, code: string): string {
	return ctx.app.ids.sha256(`enrol ${accountId} ${code}`);
}

async function checkLetter(ctx: Context, tx: Tx, { accountId, typed }: Shown): Promise<Result<Proof>> {
	const used = await tx.identity.useToken(letterCodeHash(ctx, accountId, typed.code), 'enrol_factor');
	return used === undefined ? refuse('code_wrong', { field: 'proof.code' }) : ok({ means: 'letter' });
}

const ASK_SECONDS = 300;

/** A nonce for a device; it serves one answer within minutes. */
export async function newChallenge(
	ctx: Context,
	accountId: string,
	purpose: ChallengePurpose
): Promise<string> {
	const nonce = ctx.app.ids.secret();
	await ctx.app.db.transaction((tx) =>
		tx.factors.addChallenge({ nonce, accountId, purpose, lifetimeSeconds: ASK_SECONDS })
	);
	return nonce;
}
