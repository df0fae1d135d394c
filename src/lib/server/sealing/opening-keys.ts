import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import { SHARES, SHARES_TO_OPEN } from '#lib/domain/intake/opening-key.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { SealingTools } from '#lib/server/app/sealing/ports.ts';
import { openBox, sealBox } from '#lib/server/db/sealed-box.ts';

const FILE = 'chuan.sealed-file/1';

/**
 * Keys of openings: an X25519 identity of age, parted by Shamir's scheme. With two shares the age tool itself opens
 * what was sealed, without this portal.
 */
export const sealingTools: SealingTools = {
	async makeOpeningKey() {
		const secret = await generateX25519Identity();
		const shares = await split(new TextEncoder().encode(secret), SHARES, SHARES_TO_OPEN);
		return { recipient: await identityToRecipient(secret), shares };
	},

	async joinShares(recipient, shares) {
		// Shares of different keys join to something, too: what it is shows only in its public half.
		const secret = await joined(shares);
		return secret !== undefined && (await publicHalf(secret)) === recipient
			? ok(secret)
			: refuse('shares_do_not_open');
	},

	async makeRevisionKey(recipient) {
		const key = new Uint8Array(randomBytes(32));
		const encrypter = new Encrypter();
		encrypter.addRecipient(recipient);
		return { key, forOpening: await encrypter.encrypt(key) };
	},

	async openRevisionKey(secret, forOpening) {
		const decrypter = new Decrypter();
		decrypter.addIdentity(secret);
		try {
			return ok(await decrypter.decrypt(forOpening));
		} catch (thrown) {
			// The library has no codes: whatever it throws here is a file that this key does not open.
			if (thrown instanceof Error) return refuse('shares_do_not_open');
			throw thrown;
		}
	},

	sealFile(bytes) {
		const key = randomBytes(32);
		return { key: key.toString('base64'), bytes: sealBox(key, FILE, bytes) };
	},

	openFile: (key, sealed) => openBox(Buffer.from(key, 'base64'), FILE, sealed)
};

async function joined(shares: readonly Uint8Array[]): Promise<string | undefined> {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await combine([...shares]));
	} catch (thrown) {
		// Shares of another length, the same one twice, or bytes that are no text.
		if (thrown instanceof Error) return undefined;
		throw thrown;
	}
}

async function publicHalf(secret: string): Promise<string | undefined> {
	try {
		return await identityToRecipient(secret);
	} catch (thrown) {
		if (thrown instanceof Error) return undefined;
		throw thrown;
	}
}
