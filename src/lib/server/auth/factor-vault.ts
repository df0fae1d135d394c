import { createHmac, hkdfSync } from 'node:crypto';
import type { FactorVault } from '#lib/server/app/identity/factor-ports.ts';
import type { AuditKey, AuditKeys } from '#lib/server/db/audit-keys.ts';
import { openBox, sealBox } from '#lib/server/db/sealed-box.ts';

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
			return `${key.id}:${sealBox(derived(key, 'seal'), '', bytes).toString('base64url')}`;
		},
		open(sealed) {
			const [id = '', text = ''] = sealed.split(':');
			const key = keys.find((one) => one.id === id);
			if (key === undefined) return undefined;
			return openBox(derived(key, 'seal'), '', Buffer.from(text, 'base64url'));
		},
		marksOf: (text) =>
			keys.map((key) => `${key.id}:${createHmac('sha256', derived(key, 'mark')).update(text).digest('hex')}`)
	};
}
