import { spawn, spawnSync } from 'node:child_process';
import { chown, lstat, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from '../cannot-start.ts';

/**
 * How the programs of PostgreSQL are started. They refuse to run as root, so root starts them
 * - `namespace`: under `unshare`, where the same files belong to an ordinary user (works in a home of mode 700);
 * - `account`: as an ordinary account that then owns the data folder, where namespaces are forbidden.
 */
export interface RunAs {
	readonly kind: 'self' | 'namespace' | 'account';
	readonly prefix: readonly string[];
	readonly uid?: number;
	readonly gid?: number;
}

interface Account {
	readonly name: string;
	readonly uid: number;
	readonly gid: number;
}

async function accounts(): Promise<Account[]> {
	const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
	return lines.flatMap((line) => {
		const [name, , uid, gid] = line.split(':');
		return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
	});
}

function namespaceWorks(prefix: readonly string[]): boolean {
	const [program = '', ...args] = prefix;
	return spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0;
}

/** Decides once per start how PostgreSQL is run on this machine. */
export async function chooseRunAs(): Promise<RunAs> {
	const self: RunAs = { kind: 'self', prefix: [] };
	const uid = process.getuid?.();
	if (uid === undefined) return self;
	const known = process.platform === 'linux' ? await accounts() : [];
	// initdb asks for the name of its user, so the number alone is not enough.
	const nameless = process.platform === 'linux' && !known.some((account) => account.uid === uid);
	if (uid !== 0 && !nameless) return self;

	const ordinary = known.find(({ name }) => name === 'nobody') ?? known.find((account) => account.uid > 0);
	if (ordinary) {
		const prefix = ['unshare', '--user', `--map-user=${ordinary.uid}`, `--map-group=${ordinary.gid}`];
		if (namespaceWorks(prefix)) return { kind: 'namespace', prefix };
	}
	const owner = known.find(({ name }) => name === 'postgres') ?? ordinary;
	if (uid === 0 && owner) return { kind: 'account', prefix: [], uid: owner.uid, gid: owner.gid };
	throw new CannotStart(
		'PostgreSQL không chạy bằng tài khoản này. Hãy chạy npm start bằng một tài khoản thường, hoặc đặt DATABASE_URL.',
		'PostgreSQL does not run under this account. Run npm start as an ordinary user, or set DATABASE_URL.'
	);
}

async function chownAll(folder: string, uid: number, gid: number): Promise<void> {
	await chown(folder, uid, gid);
	for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
		if (!entry.isSymbolicLink()) await chown(path.join(entry.parentPath, entry.name), uid, gid);
	}
}

/** Gives a folder to whoever runs PostgreSQL, also after a start in the other manner. */
export async function giveFolder(folder: string, runAs: RunAs): Promise<void> {
	if (process.getuid?.() !== 0) return;
	const uid = runAs.uid ?? 0;
	const gid = runAs.gid ?? 0;
	if ((await lstat(folder)).uid !== uid) await chownAll(folder, uid, gid);
}

export interface Finished {
	readonly code: number | null;
	readonly output: string;
}

/** The surroundings of PostgreSQL: messages in English, whatever LANG says or does not say. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
	// Variables meant for clients of some other server must not reach ours.
	const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
	return { ...Object.fromEntries(inherited), LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
}

/** Runs one program to its end and keeps what it said. */
export function run(runAs: RunAs, program: string, args: readonly string[], cwd: string): Promise<Finished> {
	const [first = program, ...rest] = [...runAs.prefix, program, ...args];
	return new Promise((resolve, reject) => {
		const child = spawn(first, rest, {
			cwd,
			env: postgresEnvironment(),
			stdio: ['ignore', 'pipe', 'pipe'],
			...(runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid })
		});
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.once('error', reject);
		child.once('close', (code) => {
			resolve({ code, output });
		});
	});
}
