import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** Longest key in bytes of UTF-8. S3 allows 1024; half of it leaves room for a store's own prefix. */
const MAX_KEY_BYTES = 512;

const CONTROL = /\p{Cc}/u;

/** Whether a text may name an object; see the port for the rule. Refuses `key_invalid`. */
export function checkObjectKey(key: string): Result<string> {
	const bytes = Buffer.byteLength(key, 'utf8');
	const segments = key.split('/');
	const sound =
		bytes >= 1 &&
		bytes <= MAX_KEY_BYTES &&
		key.isWellFormed() &&
		key === key.normalize('NFC') &&
		!CONTROL.test(key) &&
		segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
	return sound ? ok(key) : refuse('key_invalid');
}

/** Order of listings in every store: by the bytes of UTF-8, as S3 does. */
export function compareKeys(a: string, b: string): number {
	return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}
