import type { FactorKind, ProofMeans, SessionStrength } from '#lib/domain/access/second-factor.ts';
import type { Recovery } from '#lib/domain/access/factor-recovery.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** A key of a device, as it was shown when it was enrolled. */
export interface Passkey {
	readonly credentialId: string;
	readonly publicKey: Uint8Array;
	readonly counter: number;
	/** It may live on several devices. */
	readonly synced: boolean;
	readonly transports: readonly string[];
}

export interface PasskeyChecks {
	/** The relying party: host of the portal. */
	readonly rpId: string;
	/**
	 * The answer of `navigator.credentials.create` as JSON. Refuses `passkey_wrong`, `passkey_wrong_origin`,
	 * `passkey_unverified` (the device did not ask who holds it).
	 */
	registered(response: string, challenge: string): Promise<Result<Passkey>>;
	/** Id of the key that an answer of `navigator.credentials.get` names. */
	credentialOf(response: string): string | undefined;
	/** Its signature, and what was signed. Refuses as `registered`, and `passkey_counter`. */
	asserted(
		response: string,
		key: Passkey
	): Promise<Result<{ readonly challenge: string; readonly counter: number }>>;
}

export interface FactorVault {
	/** Sealed with the key of today. */
	seal(bytes: Uint8Array): string;
	/** Undefined for what no key of the portal sealed. */
	open(sealed: string): Uint8Array | undefined;
	/** Marks of a code by each key, that of today first: equal texts, equal marks. */
	marksOf(text: string): readonly string[];
}

/** What the use cases of second factors run on. */
export interface FactorTools {
	readonly vault: FactorVault;
	readonly passkeys: PasskeyChecks;
	/** Code of a step (RFC 6238). */
	totpCode(secret: Uint8Array, step: number): string;
	/** Bytes of chance. */
	chance(bytes: number): Uint8Array;
	/** SHA-256 as base64url: what a device is asked to sign. */
	challengeOf(text: string): string;
	/** A QR code as runs of dark squares. */
	qr(text: string): Promise<{
		readonly size: number;
		readonly runs: readonly (readonly [x: number, y: number, width: number])[];
	}>;
}

interface FactorBase {
	readonly id: string;
	readonly name: string;
	readonly createdAt: Date;
	readonly usedAt: Date | null;
}

export type FactorRow =
	| (FactorBase & { readonly kind: 'totp'; readonly sealedSecret: string; readonly lastStep: number })
	| (FactorBase & { readonly kind: 'passkey' } & Passkey);

export type NewFactor = { readonly id: string; readonly accountId: string; readonly name: string } & (
	| { readonly kind: 'totp'; readonly sealedSecret: string; readonly lastStep: number }
	| ({ readonly kind: 'passkey' } & Passkey)
);

/** What a device is asked for; a nonce serves one purpose, once. */
export type ChallengePurpose = 'enrol' | 'enter' | 'act';

/** How an act that decides was confirmed, as it is kept. */
export interface ActConfirmation {
	readonly id: string;
	readonly personId: string;
	readonly verb: string;
	readonly objectType: string;
	readonly objectId: string;
	readonly requestId: string;
	readonly means: ProofMeans;
	readonly figures: string;
	readonly figuresHash: string;
	readonly deviceCommitted: boolean;
	readonly nonce?: string;
	readonly credentialId?: string;
	/** The answer of the device as JSON. */
	readonly assertion?: string;
}

/** A recovery that is under way. */
export interface RecoveryRow extends Recovery {
	readonly id: string;
	readonly askerName: string;
	readonly askedAt: Date;
	readonly reason: string;
}

export interface RecoveryQueries {
	addRecovery(row: {
		readonly id: string;
		readonly personId: string;
		readonly askedBy: string;
		readonly reason: string;
	}): Promise<void>;
	/** Done at once, by a command on the machine. */
	addTerminalRecovery(row: {
		readonly id: string;
		readonly personId: string;
		readonly reason: string;
	}): Promise<void>;
	openRecovery(personId: string): Promise<RecoveryRow | undefined>;
	/** When it takes effect; undefined when it is not asked for any more. */
	confirmRecovery(
		id: string,
		about: { readonly by: string; readonly hours: number }
	): Promise<Date | undefined>;
	endRecovery(id: string, state: 'stopped' | 'done'): Promise<boolean>;
	/** How many of these people have a factor. */
	holdersAmong(personIds: readonly string[]): Promise<number>;
}

export interface FactorsRepository extends RecoveryQueries {
	/** The oldest first. */
	ofAccount(accountId: string): Promise<readonly FactorRow[]>;
	/** Serialises all that changes or uses the factors of an account. */
	hold(accountId: string): Promise<void>;
	/** False when the key is enrolled already, with whomever. */
	add(factor: NewFactor): Promise<boolean>;
	rename(accountId: string, id: string, name: string): Promise<boolean>;
	remove(
		accountId: string,
		id: string
	): Promise<{ readonly kind: FactorKind; readonly name: string } | undefined>;
	/** All of an account, with its recovery codes. */
	removeAll(accountId: string): Promise<number>;
	/** False when the step, or one after it, was used. */
	useStep(id: string, step: number): Promise<boolean>;
	useCounter(id: string, counter: number): Promise<void>;
	/** In place of those of before. */
	setRecoveryCodes(accountId: string, marks: readonly string[]): Promise<void>;
	recoveryCodesLeft(accountId: string): Promise<number>;
	/** False when none of these is one that is left. */
	useRecoveryCode(accountId: string, marks: readonly string[]): Promise<boolean>;
	addChallenge(row: {
		readonly nonce: string;
		readonly accountId: string;
		readonly purpose: ChallengePurpose;
		readonly lifetimeSeconds: number;
	}): Promise<void>;
	/** False when it is not there, over, or was used. */
	useChallenge(accountId: string, nonce: string, purpose: ChallengePurpose): Promise<boolean>;
	recordAct(confirmation: ActConfirmation): Promise<void>;
	/** đồng above which a signature asks for a key of a device; undefined: no limit is known. */
	passkeyLimit(key: string): Promise<bigint | undefined>;
	/** How the session of this token hash began, from now on. */
	strengthenSession(idHash: string, strength: SessionStrength): Promise<void>;
}
