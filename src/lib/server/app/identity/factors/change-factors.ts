import { needsFactor } from '#lib/domain/access/factor-roles.ts';
import {
	acceptedStep,
	base32,
	inFours,
	RECOVERY_CODES,
	totpStepAt
} from '#lib/domain/access/second-factor.ts';
import type { FactorKind, SessionStrength } from '#lib/domain/access/second-factor.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { personOf, transact } from '../../use-case.ts';
import type { Context, Verb } from '../../use-case.ts';
import type { NewFactor } from '../factor-ports.ts';
import { mailFactorChange } from './mail-factors.ts';
import { openOffer } from './read-factors.ts';

const NAME_LIMIT = 60;
const FACTORS_LIMIT = 10;

function nameOf(typed: string): Result<string> {
	const name = collapse(typed);
	if (name === '') return refuse('factor_name_missing', { field: 'name' });
	return [...name].length > NAME_LIMIT
		? refuse('text_too_long', { field: 'name', params: { max: String(NAME_LIMIT) } })
		: ok(name);
}

/** What was enrolled; `codes`: the recovery codes, shown this once, where there were none before. */
export interface Enrolled {
	readonly kind: FactorKind;
	readonly codes: readonly string[];
}

/**
 * Looks at the first code of an app before anybody is asked to confirm: it would be over by then. Answers with the
 * offer sealed as checked. Refusals: `offer_over`, `code_wrong` (field code), `factor_name_missing`, `text_too_long`.
 */
export async function checkTotp(
	ctx: Context,
	input: { readonly sealed: string; readonly code: string; readonly name: string }
): Promise<Result<true>> {
	const name = nameOf(input.name);
	if (!name.ok) return name;
	const secret = openOffer(ctx, input.sealed);
	if (secret === undefined) return refuse('offer_over');
	const now = await ctx.app.db.read.clock.now();
	const codeOf = (step: number) => ctx.app.factors.totpCode(secret, step);
	const step = acceptedStep(input.code, now, { lastStep: 0, codeOf });
	return step.ok ? ok(true) : refuse('code_wrong', { field: 'code' });
}

/** Enrols an app of codes whose first code was looked at. Refusals: those of `checkTotp`, `factors_enough`, those of a proof. */
export async function addTotp(
	ctx: Context,
	input: { readonly sealed: string; readonly name: string },
	token: string
): Promise<Result<Enrolled>> {
	const name = nameOf(input.name);
	if (!name.ok) return name;
	const secret = openOffer(ctx, input.sealed);
	if (secret === undefined) return refuse('offer_over');
	const sealedSecret = ctx.app.factors.vault.seal(secret);
	return enrol(ctx, token, async ({ tx }, accountId) => {
		// Twice the same app would give each of its codes twice.
		const known = (await tx.factors.ofAccount(accountId)).flatMap((factor) =>
			factor.kind === 'totp' ? [ctx.app.factors.vault.open(factor.sealedSecret)] : []
		);
		if (known.some((other) => other !== undefined && Buffer.compare(other, secret) === 0))
			return refuse('offer_over');
		// The code that proved the app is used up.
		const lastStep = totpStepAt(await tx.clock.now()) + 1;
		return ok({ kind: 'totp', name: name.value, sealedSecret, lastStep });
	});
}

/**
 * Enrols a key of a device. Refusals: `factor_name_missing`, `text_too_long`, `challenge_over`, `passkey_…`,
 * `passkey_known`, `factors_enough`, those of a proof.
 */
export async function addPasskey(
	ctx: Context,
	input: { readonly name: string; readonly attestation: string; readonly nonce: string },
	token: string
): Promise<Result<Enrolled>> {
	const name = nameOf(input.name);
	if (!name.ok) return name;
	return enrol(ctx, token, async ({ tx }, accountId) => {
		if (!(await tx.factors.useChallenge(accountId, input.nonce, 'enrol'))) return refuse('challenge_over');
		const key = await ctx.app.factors.passkeys.registered(input.attestation, input.nonce);
		return key.ok ? ok({ kind: 'passkey', name: name.value, ...key.value }) : key;
	});
}

type Making<Kind> = Kind extends unknown ? Omit<Kind, 'id' | 'accountId'> : never;

/** The session that asks is as strong as the new factor from now on; every other one ends. */
async function enrol(
	ctx: Context,
	token: string,
	make: (verb: Verb, accountId: string) => Promise<Result<Making<NewFactor>>>
): Promise<Result<Enrolled>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	if (ctx.proof === undefined) return refuse('confirmation_needed');
	const { means } = ctx.proof;
	return transact(ctx, 'add_factor', { type: 'account', id: accountId }, async (verb) => {
		const { tx, permit, note } = verb;
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		await tx.factors.hold(accountId);
		const before = await tx.factors.ofAccount(accountId);
		if (before.length >= FACTORS_LIMIT)
			return refuse('factors_enough', { params: { limit: String(FACTORS_LIMIT) } });
		const made = await make(verb, accountId);
		if (!made.ok) return made;
		const factor: NewFactor = { ...made.value, id: ctx.app.ids.v4(), accountId };
		if (!(await tx.factors.add(factor))) return refuse('passkey_known');
		const { kind, name } = factor;
		const codes = before.length > 0 ? [] : await newCodes(ctx, verb, accountId);
		const idHash = ctx.app.ids.sha256(token);
		const strength: SessionStrength = kind;
		await tx.factors.strengthenSession(idHash, strength);
		await tx.identity.endOtherSessions(accountId, idHash);
		await mailFactorChange(ctx, tx, accountId, { what: 'added', kind, name });
		note({ after: { factor: factor.id, kind, name, means } });
		return ok({ kind, codes });
	});
}

async function newCodes(ctx: Context, { tx }: Verb, accountId: string): Promise<string[]> {
	const { chance, vault } = ctx.app.factors;
	// 15 bytes are 24 signs; twelve of them are 60 bits of chance.
	const codes = Array.from({ length: RECOVERY_CODES }, () => base32(chance(15)).slice(0, 12));
	const marks = codes.map((code) => vault.marksOf(`${accountId} ${code}`)[0] ?? '');
	await tx.factors.setRecoveryCodes(accountId, marks);
	return codes.map(inFours);
}

/** New recovery codes in place of all of before. Refusals: `no_factor`, those of a proof. */
export async function renewRecoveryCodes(ctx: Context): Promise<Result<readonly string[]>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	if (ctx.proof === undefined) return refuse('confirmation_needed');
	return transact(ctx, 'renew_recovery_codes', { type: 'account', id: accountId }, async (verb) => {
		const { tx, permit } = verb;
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		await tx.factors.hold(accountId);
		if ((await tx.factors.ofAccount(accountId)).length === 0) return refuse('no_factor');
		const codes = await newCodes(ctx, verb, accountId);
		await mailFactorChange(ctx, tx, accountId, { what: 'codes' });
		return ok(codes);
	});
}

/**
 * Takes a factor away. Refusals: `factor_gone`, `last_factor_needed` (of whoever signs or administers, outside a
 * demonstration), those of a proof.
 */
export async function removeFactor(ctx: Context, id: string): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	if (ctx.proof === undefined) return refuse('confirmation_needed');
	return transact(ctx, 'remove_factor', { type: 'account', id: accountId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		await tx.factors.hold(accountId);
		const before = await tx.factors.ofAccount(accountId);
		if (!isUuid(id) || !before.some((one) => one.id === id)) return refuse('factor_gone');
		const last = before.length === 1;
		if (last && ctx.app.config.production && needsFactor(person.value)) return refuse('last_factor_needed');
		const gone = await tx.factors.remove(accountId, id);
		if (gone === undefined) return refuse('factor_gone');
		// Codes recover a factor; without one there is nothing that they would stand for.
		if (last) await tx.factors.removeAll(accountId);
		await mailFactorChange(ctx, tx, accountId, { what: 'removed', ...gone });
		note({ before: { factor: id, ...gone } });
		return ok(true);
	});
}

/** Refusals: `factor_gone`, `factor_name_missing`, `text_too_long`. */
export async function renameFactor(
	ctx: Context,
	input: { readonly id: string; readonly name: string }
): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	const name = nameOf(input.name);
	if (!name.ok) return name;
	return transact(ctx, 'rename_factor', { type: 'account', id: accountId }, async ({ tx, permit, note }) => {
		const allowed = permit('account.secure');
		if (!allowed.ok) return allowed;
		const done = isUuid(input.id) && (await tx.factors.rename(accountId, input.id, name.value));
		if (!done) return refuse('factor_gone');
		note({ after: { factor: input.id, name: name.value } });
		return ok(true);
	});
}
