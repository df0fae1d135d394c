import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '#lib/server/app/identity/ports.ts';

/** argon2id, 19 MiB, 2 passes, 1 lane: the second choice of OWASP's list, fit for two cores. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordHasher: PasswordHasher = {
	hash: (password) => hash(password.normalize('NFC'), COST),
	// An invited person has no password yet, which no password matches.
	verify: async (stored, password) => stored !== '' && (await verify(stored, password.normalize('NFC')))
};
