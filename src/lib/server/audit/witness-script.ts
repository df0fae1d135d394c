import { createHash } from 'node:crypto';
import source from './witness/chuan-witness.mjs?raw';

/** The script that anybody can run against the public log, and its fingerprint. */
export const WITNESS_SCRIPT = {
	name: 'chuan-witness.mjs',
	source,
	sha256: createHash('sha256').update(source).digest('hex')
} as const;
