import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oneAtATime } from '../src/cli/one-at-a-time.mjs';

/** Held while apt-get runs: two suites that install at once would stop each other at its lists. */
const LOCK = path.join(os.tmpdir(), 'chuan-apt-get.lock');

/** Where Debian keeps programs, also those of the administrator that a user's PATH leaves out. */
function folders() {
	return [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
}

/** The file of a program; undefined where it is not installed. */
export function programAt(name) {
	return folders()
		.map((folder) => path.join(folder, name))
		.find((file) => existsSync(file));
}

/** Whether every one of these programs is installed. */
export function programsAreHere(names) {
	return names.every((name) => programAt(name) !== undefined);
}

/**
 * Installs Debian's packages unless `programs` are there by then, as root or through a sudo that asks nothing, one
 * installation at a time on this machine; says what it does on stderr. Whether it succeeded, the programs tell.
 */
export function installPackages(programs, packages) {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
	const options = ['-q', '-y', '--no-install-recommends'];
	const steps = [
		['apt-get', 'update', '-q'],
		['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', ...options, ...packages]
	];
	oneAtATime(
		LOCK,
		() => console.error('> waiting for another installation'),
		() => {
			if (programsAreHere(programs)) return;
			for (const step of steps) {
				const [program, ...rest] = [...asRoot, ...step];
				console.error(`> ${[program, ...rest].join(' ')}`);
				const { status, error } = spawnSync(program, rest, { stdio: ['ignore', 2, 2] });
				if (error !== undefined || status !== 0) return;
			}
		}
	);
}
