/**
 * A second factor beside the password: what a person holds, what an act asks for, and what a signature of a device
 * commits to. Keys and codes are checked by `server/auth`; here is what has to be so.
 */
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { refuse, ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

export const FACTOR_KINDS = ['passkey', 'totp'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** By what somebody shows to be the owner of an account. `letter`: a link sent to the address of the account. */
export type ProofMeans = 'password' | 'letter' | 'totp' | 'passkey' | 'recovery_code';

/** How a session began. `password`: by nothing else. */
export type SessionStrength = 'password' | 'totp' | 'passkey' | 'recovery_code';

export const SESSION_STRENGTHS: readonly SessionStrength[] = ['password', 'totp', 'passkey', 'recovery_code'];

interface Asked {
	/** What the person has. */
	readonly kinds: readonly FactorKind[];
	/** Everybody knows the passwords of a demonstration: it asks for nothing that has to be enrolled. */
	readonly demonstration: boolean;
}

/**
 * What an act may be confirmed by: what the person has. Without anything a demonstration asks for the password again,
 * and every other portal refuses.
 */
export function meansOfAct({ kinds, demonstration }: Asked): readonly ProofMeans[] {
	if (kinds.length > 0) return FACTOR_KINDS.filter((kind) => kinds.includes(kind));
	return demonstration ? ['password'] : [];
}

/**
 * What changing one's own factors may be confirmed by. The first factor of somebody who needs one asks for a
 * link from the mailbox: whoever stole a password would else enrol a device of his own.
 */
export function meansOfOwnChange(asked: Asked & { readonly needed: boolean }): readonly ProofMeans[] {
	if (asked.kinds.length > 0) return [...meansOfAct(asked), 'recovery_code'];
	return asked.needed && !asked.demonstration ? ['letter'] : ['password'];
}

/** One thing that is decided, as the page shows it. */
export interface ShownFigure {
	readonly key: string;
	readonly text: string;
}

/**
 * The figures of an act as one text, the same in the browser that shows them and on the server that does the act: a
 * line each, spaces folded, in the order of the page.
 */
export function canonicalFigures(figures: readonly ShownFigure[]): string {
	return figures.map(({ key, text }) => `${key}=${collapse(text)}\n`).join('');
}

/** What a device signs in place of a mere challenge; its SHA-256 is the challenge. */
export function commitmentText(about: {
	readonly nonce: string;
	readonly act: string;
	readonly figures: string;
}): string {
	return `chuan.act/1\n${about.nonce}\n${about.act}\n${about.figures}`;
}

/**
 * Whether the counter of a device may follow the one that is kept. Keys that live on several devices count nothing, or
 * each for itself: only a key that cannot leave its device is refused when it goes back. Refuses `passkey_counter`.
 */
export function counterFollows(
	kept: number,
	shown: number,
	device: { readonly synced: boolean }
): Result<true> {
	if (device.synced || (kept === 0 && shown === 0) || shown > kept) return ok(true);
	return refuse('passkey_counter');
}

/** Seconds of one code of RFC 6238. */
export const TOTP_SECONDS = 30;
export const TOTP_DIGITS = 6;

export function totpStepAt(now: Date): number {
	return Math.floor(now.getTime() / 1000 / TOTP_SECONDS);
}

/** The step whose code this is, one before or after included; each step once. Refuses `code_wrong`, `code_used`. */
export function acceptedStep(
	code: string,
	now: Date,
	about: { readonly lastStep: number; readonly codeOf: (step: number) => string }
): Result<number> {
	const typed = code.replace(/\s/g, '');
	const at = totpStepAt(now);
	const step = [at, at - 1, at + 1].find((one) => about.codeOf(one) === typed);
	if (step === undefined) return refuse('code_wrong');
	return step <= about.lastStep ? refuse('code_used') : ok(step);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding, as apps of codes read a secret. */
export function base32(bytes: Uint8Array): string {
	let bits = '';
	for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
	const groups = bits.match(/.{1,5}/g) ?? [];
	return groups.map((group) => BASE32.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
}

export const RECOVERY_CODES = 10;

/** A recovery code as it is compared: typed in any case, with or without its dash. */
export function recoveryCodeOf(typed: string): string {
	return typed.toUpperCase().replace(/[^A-Z2-7]/g, '');
}

/** A code as it is read: four signs and a dash at a time. */
export function inFours(code: string): string {
	return (code.match(/.{1,4}/g) ?? []).join('-');
}
