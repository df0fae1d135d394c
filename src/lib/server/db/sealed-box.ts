import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM over the bytes and over what they are about: nonce, tag and body, one after another. */
export function sealBox(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about, 'utf8'));
	const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Undefined: sealed by another key, about something else, or changed; nothing that a caller could tell apart. */
export function openBox(key: Uint8Array, about: string, sealed: Uint8Array): Buffer | undefined {
	const bytes = Buffer.from(sealed);
	if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
	const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
		authTagLength: TAG_BYTES
	});
	decipher.setAAD(Buffer.from(about, 'utf8'));
	decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
	const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
	try {
		return Buffer.concat([opened, decipher.final()]);
	} catch (thrown) {
		// OpenSSL has no code for a wrong tag: final() throws for nothing else.
		if (thrown instanceof Error) return undefined;
		throw thrown;
	}
}
