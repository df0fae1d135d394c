import { FACTOR_KINDS } from '#lib/domain/access/second-factor.ts';
import type { ProofMeans, SessionStrength } from '#lib/domain/access/second-factor.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Proof } from '../../decide-act.ts';
import { transact } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { mailNewDevice } from '../mail-new-device.ts';
import type { SignedIn } from '../sign-in.ts';
import { mailFactorChange } from './mail-factors.ts';
import { checkProof, newChallenge } from './prove.ts';
import type { AskedProof, TypedProof } from './prove.ts';

/** What the second step of a sign-in asks for. */
export interface AskedEntry extends AskedProof {
	readonly nonce: string;
}

/** The half of a sign-in by its secret: the password was right. Refuses `half_over`. */
export async function readHalf(ctx: Context, half: string): Promise<Result<AskedEntry>> {
	const { db, ids } = ctx.app;
	const found = await db.read.identity.findToken(ids.sha256(half), 'second_factor');
	if (found === undefined) return refuse('half_over');
	const factors = await db.read.factors.ofAccount(found.accountId);
	const means: ProofMeans[] = FACTOR_KINDS.filter((kind) => factors.some((one) => one.kind === kind));
	const keys = factors.flatMap((one) => (one.kind === 'passkey' ? [one] : []));
	const nonce = keys.length === 0 ? '' : await newChallenge(ctx, found.accountId, 'enter');
	return ok({ means: [...means, 'recovery_code'], keys, nonce });
}

const GUESSES = 8;
const GUESSES_SECONDS = 600;

/**
 * Ends a sign-in by the second factor. Guesses are counted for the account and for the address. Refusals: `half_over`,
 * `too_many_attempts`, `proof_missing`, `code_wrong`, `code_used`, `challenge_over`, `passkey_…`.
 */
export async function enterSecondFactor(
	ctx: Context,
	input: {
		readonly half: string;
		readonly typed: TypedProof;
		readonly address: string;
		readonly device?: string;
		readonly formerToken?: string;
	}
): Promise<Result<SignedIn>> {
	const { attempts, db, factors, ids, sessions } = ctx.app;
	const tokenHash = ids.sha256(input.half);
	const held = await db.read.identity.findToken(tokenHash, 'second_factor');
	if (held === undefined) return refuse('half_over');
	const { accountId } = held;
	for (const key of [`enter:${accountId}`, `enter-from:${input.address}`]) {
		const room = await attempts.spend(key, key.startsWith('enter:') ? GUESSES : GUESSES * 5, GUESSES_SECONDS);
		if (!room.ok) return room;
	}
	const device = input.device ?? ids.secret();
	const entered = await transact(
		ctx,
		'enter_second_factor',
		{ type: 'account', id: accountId },
		async ({ tx, note }): Promise<Result<Proof>> => {
			await tx.factors.hold(accountId);
			const account = await tx.identity.findAccount(accountId);
			if (account === undefined || account.disabledAt !== null) return refuse('half_over');
			const rows = await tx.factors.ofAccount(accountId);
			const shown = await checkProof(ctx, tx, {
				accountId,
				means: [...rows.map(({ kind }) => kind), 'recovery_code'],
				factors: rows,
				typed: input.typed,
				passwordRight: false,
				purpose: 'enter'
			});
			if (!shown.ok) return shown;
			const { device: answer, means } = shown.value;
			if (answer !== undefined && answer.challenge !== factors.challengeOf(answer.nonce))
				return refuse('passkey_wrong');
			if ((await tx.identity.useToken(tokenHash, 'second_factor')) === undefined) return refuse('half_over');
			const known = await tx.identity.knowsDevice(accountId, ids.sha256(device));
			await tx.identity.rememberDevice(accountId, ids.sha256(device));
			if (!known) await mailNewDevice(ctx, tx, account, ids.sha256(device));
			if (means === 'recovery_code') await mailFactorChange(ctx, tx, accountId, { what: 'code_used' });
			// Whoever has the device, or a code, needs no recovery: one that somebody else asked for ends.
			const open = await tx.factors.openRecovery(account.personId);
			if (open !== undefined) await tx.factors.endRecovery(open.id, 'stopped');
			note({ after: { means, ...(open !== undefined && { stoppedRecovery: open.id }) } });
			return shown;
		}
	);
	if (!entered.ok) return entered;
	if (input.formerToken !== undefined) await sessions.end(input.formerToken);
	const strength: SessionStrength = entered.value.means === 'letter' ? 'password' : entered.value.means;
	return ok({ ...(await sessions.create(accountId, ctx.browser, strength)), device });
}
