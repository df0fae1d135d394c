import { createHash, randomBytes } from 'node:crypto';
import type { FactorTools } from '#lib/server/app/identity/factor-ports.ts';
import type { AuditKeys } from '#lib/server/db/audit-keys.ts';
import { factorVault } from './factor-vault.ts';
import { passkeyChecks } from './passkeys.ts';
import { totpCode } from './totp.ts';

export function factorTools(keys: AuditKeys, origin: string): FactorTools {
	return {
		vault: factorVault(keys),
		passkeys: passkeyChecks(origin),
		totpCode,
		chance: (bytes) => randomBytes(bytes),
		challengeOf: (text) => createHash('sha256').update(text).digest('base64url'),
		qr: async (text) => (await import('#lib/server/render/qr-squares.ts')).qrSquares(text)
	};
}
