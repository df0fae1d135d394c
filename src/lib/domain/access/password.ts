import { graphemeLength, nfc } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** Characters; length protects, composition rules do not (NIST SP 800-63B, 5.1.1). */
export const PASSWORD_MIN = 10;
/** Hashing must not be a way to keep the server busy. */
export const PASSWORD_MAX = 128;

/**
 * Whether the same was typed twice. A keyboard may send letters composed or decomposed, and both are one password:
 * it is compared, checked and hashed in NFC.
 */
export function samePassword(one: string, other: string): boolean {
	return nfc(one) === nfc(other);
}

/**
 * The form of a new password; how easily it is guessed is judged on the server, where the dictionaries are. Refusals,
 * all with field `password`: `password_too_short` (params.min), `password_too_long` (params.max), `password_has_email`.
 */
export function checkNewPassword(password: string, email: string): Result<string> {
	const field = 'password';
	const text = nfc(password);
	const length = graphemeLength(text);
	if (length < PASSWORD_MIN)
		return refuse('password_too_short', { field, params: { min: String(PASSWORD_MIN) } });
	if (length > PASSWORD_MAX)
		return refuse('password_too_long', { field, params: { max: String(PASSWORD_MAX) } });
	const plain = text.toLowerCase();
	const name = email.toLowerCase().split('@')[0] ?? '';
	if (plain === email.toLowerCase() || (name.length >= 4 && plain.includes(name))) {
		return refuse('password_has_email', { field });
	}
	return ok(text);
}
