import { needsFactor } from '#lib/domain/access/factor-roles.ts';
import { base32, TOTP_SECONDS } from '#lib/domain/access/second-factor.ts';
import type { FactorKind } from '#lib/domain/access/second-factor.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import { newChallenge } from './prove.ts';

export interface OwnFactor {
	readonly id: string;
	readonly kind: FactorKind;
	readonly name: string;
	readonly createdAt: Date;
	readonly usedAt: Date | null;
	readonly synced: boolean;
}

export interface OwnFactors {
	readonly factors: readonly OwnFactor[];
	readonly codesLeft: number;
	/** Whoever signs or administers has to have one outside a demonstration. */
	readonly needed: boolean;
}

/** What the reader has beside the password. */
export async function readFactors(ctx: Context): Promise<Result<OwnFactors>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId } = person.value;
	return ask(ctx, 'account.secure', {}, async (read) => {
		const [rows, codesLeft] = await Promise.all([
			read.factors.ofAccount(accountId),
			read.factors.recoveryCodesLeft(accountId)
		]);
		return ok({
			factors: rows.map(({ id, kind, name, createdAt, usedAt, ...row }) => ({
				...{ id, kind, name, createdAt, usedAt },
				synced: 'synced' in row && row.synced
			})),
			codesLeft,
			needed: needsFactor(person.value) && ctx.app.config.production
		});
	});
}

/** What the browser is given to make a key. */
export interface PasskeyOffer {
	readonly nonce: string;
	readonly rpId: string;
	readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
	/** Keys that the account has: the same device is not enrolled twice. */
	readonly known: readonly string[];
}

export async function offerPasskey(ctx: Context): Promise<Result<PasskeyOffer>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId, email, name } = person.value;
	const rows = await ctx.app.db.read.factors.ofAccount(accountId);
	return ok({
		nonce: await newChallenge(ctx, accountId, 'enrol'),
		rpId: ctx.app.factors.passkeys.rpId,
		user: { id: Buffer.from(accountId).toString('base64url'), name: email, displayName: name },
		known: rows.flatMap((row) => (row.kind === 'passkey' ? [row.credentialId] : []))
	});
}

/** A new secret of codes, sealed for its owner, to read by eye or by camera. */
export interface TotpOffer {
	readonly sealed: string;
	readonly secret: string;
	readonly qr: Awaited<ReturnType<Context['app']['factors']['qr']>>;
}

const SECRET_BYTES = 20;

/**
 * `session`: token of the session that asks. The offer is the same to it as long as nothing is enrolled: an app that has
 * scanned it keeps its secret, whatever a form is answered, and no other session sees it.
 */
export async function offerTotp(ctx: Context, session = ctx.app.ids.secret()): Promise<Result<TotpOffer>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { accountId, email } = person.value;
	const { factors, db } = ctx.app;
	const known = (await db.read.factors.ofAccount(accountId)).map(({ id }) => id).join(' ');
	const [mark = ''] = factors.vault.marksOf(`offer ${accountId} ${session} ${known}`);
	const secret = Buffer.from(mark.split(':')[1] ?? '', 'hex').subarray(0, SECRET_BYTES);
	const issuer = encodeURIComponent('Chuẩn');
	const label = `${issuer}:${encodeURIComponent(email)}`;
	const text = base32(secret);
	return ok({
		sealed: sealOffer(ctx, secret),
		secret: text,
		qr: await factors.qr(
			`otpauth://totp/${label}?secret=${text}&issuer=${issuer}&period=${String(TOTP_SECONDS)}`
		)
	});
}

/** Sealed with its owner: what one account was offered, another cannot enrol. */
function sealOffer(ctx: Context, secret: Uint8Array): string {
	const owner = ctx.actor.kind === 'person' ? ctx.actor.accountId : '';
	return ctx.app.factors.vault.seal(Buffer.concat([Buffer.from(owner.replaceAll('-', ''), 'hex'), secret]));
}

export function openOffer(ctx: Context, sealed: string): Uint8Array | undefined {
	const bytes = ctx.app.factors.vault.open(sealed);
	const owner = ctx.actor.kind === 'person' ? ctx.actor.accountId.replaceAll('-', '') : '';
	if (bytes?.length !== 16 + SECRET_BYTES) return undefined;
	return Buffer.from(bytes.subarray(0, 16)).toString('hex') === owner ? bytes.subarray(16) : undefined;
}
