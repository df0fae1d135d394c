/**
 * Makes what is generated and not kept in git: the database client, the messages' functions and their names as types.
 * Offline; the first two also run inside `npm run build` and before every check.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { writeNames } from './message-names.ts';
import { paraglideOptions } from './paraglide-options.ts';

const root = path.resolve(import.meta.dirname, '..');

function bin(name: string): string {
	return path.join(root, 'node_modules', '.bin', name);
}

// Kit first: its tsconfig is what the others read.
const kit = spawnSync(bin('svelte-kit'), ['sync'], { cwd: root, stdio: 'inherit' });
if (kit.status !== 0) process.exit(kit.status ?? 1);
const prisma = spawnSync(bin('prisma'), ['generate', '--no-hints'], { cwd: root, encoding: 'utf8' });
if (prisma.status !== 0) {
	console.error(prisma.stdout, prisma.stderr);
	process.exit(1);
}
process.chdir(root);
await compile(paraglideOptions);
writeNames(root);
