import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const PROGRAMS = [
	'swift-proxy-server',
	'swift-account-server',
	'swift-container-server',
	'swift-object-server',
	'swift-ring-builder'
];
const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'];

/** Whether every program that the server needs is on the PATH. */
export function swiftIsHere() {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return PROGRAMS.every((program) => folders.some((folder) => existsSync(path.join(folder, program))));
}

/** Installs Swift from Debian's packages, as root or through a sudo that asks nothing; says what it does on stderr. */
export function installSwift() {
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
	const options = ['-q', '-y', '--no-install-recommends'];
	for (const step of [
		['apt-get', 'update', '-q'],
		['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', ...options, ...PACKAGES]
	]) {
		const [program, ...rest] = [...asRoot, ...step];
		console.error(`> ${[program, ...rest].join(' ')}`);
		const { status, error } = spawnSync(program, rest, { stdio: ['ignore', 2, 2] });
		if (error !== undefined || status !== 0) return;
	}
}
