import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The key that makes an entry's mark. The database never holds it. */
export interface AuditKey {
	readonly id: string;
	readonly secret: Uint8Array;
}

/** The first key marks; the others are known from before, so that a key can be changed without a break. */
export type AuditKeys = readonly [AuditKey, ...AuditKey[]];

const DEMONSTRATION = 'demonstration';

/** Everybody can read this key here. It marks where nothing has to be proved, and production takes no such trail. */
export const PUBLIC_KEYS: AuditKeys = [
	{ id: DEMONSTRATION, secret: createHash('sha256').update('chuan: a key that proves nothing').digest() }
];

const KEY_LINE = /^([\w.-]{1,40}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `id:base64` of 32 bytes a line (or parted by commas), the key that marks first. Throws on anything else,
 * without repeating it.
 */
export function parseAuditKeys(text: string): AuditKeys {
	const keys = text
		.split(/[\n,]/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line): AuditKey => {
			const [, id, secret] = KEY_LINE.exec(line) ?? [];
			if (id === undefined || secret === undefined)
				throw new Error('an audit key is written id:base64 of 32 bytes');
			if (id === DEMONSTRATION) throw new Error(`an audit key may not be called ${DEMONSTRATION}`);
			return { id, secret: Buffer.from(secret, 'base64') };
		});
	const [first, ...rest] = keys;
	if (first === undefined) throw new Error('there is no audit key');
	if (new Set(keys.map(({ id }) => id)).size < keys.length)
		throw new Error('two audit keys have the same name');
	return [first, ...rest];
}

/** What says that the mark is of this use of the key, and of no other. */
const CONTEXT = 'chuan.audit-entry/1\n';

/** HMAC-SHA-256 of the canonical text of an entry, hex. */
export function markOf({ secret }: AuditKey, text: string): string {
	return createHmac('sha256', secret).update(CONTEXT).update(text).digest('hex');
}

/** Whether a mark was made by the key that it names. */
export function isMarked(
	keys: AuditKeys,
	{ keyId, mac }: { keyId: string; mac: string },
	text: string
): boolean {
	const key = keys.find(({ id }) => id === keyId);
	if (key === undefined || mac.length !== 64) return false;
	return timingSafeEqual(Buffer.from(markOf(key, text)), Buffer.from(mac));
}

/** The keys that mark the audit log: `CHUAN_AUDIT_KEY`, or the file that `CHUAN_AUDIT_KEY_FILE` names. */
export async function openAuditKeys(
	env: Readonly<Record<string, string | undefined>>,
	production: boolean
): Promise<AuditKeys> {
	const value = env['CHUAN_AUDIT_KEY'] ?? '';
	if (value !== '') return parseAuditKeys(value);
	const file = env['CHUAN_AUDIT_KEY_FILE'] ?? '';
	if (file !== '') return parseAuditKeys(await readFile(file, 'utf8'));
	if (production) throw new Error('CHUAN_AUDIT_KEY is not set');
	return PUBLIC_KEYS;
}
