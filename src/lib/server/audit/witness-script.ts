import { createHash } from 'node:crypto';
import checking from './witness/checking.mjs?raw';
import command from './witness/command.mjs?raw';

/** One file for whoever downloads it: the import between the two parts is all that is left out. */
const source = `${checking}\n${command.replace(/^import [^;]* from '\.\/checking\.mjs';$/m, '')}`;

/** The script that anybody can run against the public log, and its fingerprint. */
export const WITNESS_SCRIPT = {
	name: 'chuan-witness.mjs',
	source,
	sha256: createHash('sha256').update(source).digest('hex')
} as const;
