import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { FactorVault } from '#lib/server/app/identity/factor-ports.ts';
import type { AuditKey, AuditKeys } from '#lib/server/db/audit-keys.ts';

/**
 * Seals what would sign somebody in, by keys derived from those of the audit log: they are outside the database, and a
 * key of before still opens what it sealed. A copy of the database alone holds no secret and no code.
 */
export function factorVault(keys: AuditKeys): FactorVault {
	const derived = (key: AuditKey, use: string) =>
		Buffer.from(hkdfSync('sha256', key.secret, new Uint8Array(), `chuan.factor/1 ${use}`, 32));
	return {
		seal(bytes) {
			const [key] = keys;
			const iv = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', derived(key, 'seal'), iv);
			const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
			return `${key.id}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
		},
		open(sealed) {
			const [id = '', text = ''] = sealed.split(':');
			const key = keys.find((one) => one.id === id);
			const bytes = Buffer.from(text, 'base64url');
			if (key === undefined || bytes.length < 28) return undefined;
			const decipher = createDecipheriv('aes-256-gcm', derived(key, 'seal'), bytes.subarray(0, 12));
			decipher.setAuthTag(bytes.subarray(12, 28));
			try {
				return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
			} catch {
				// Sealed by another key, or changed: nothing that a caller could tell apart.
				return undefined;
			}
		},
		marksOf: (text) =>
			keys.map((key) => `${key.id}:${createHmac('sha256', derived(key, 'mark')).update(text).digest('hex')}`)
	};
}
