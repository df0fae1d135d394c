/** Runs the portal: database, migrations, demonstration data, then web and worker, until it is told to stop. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BackupRefused } from '../lib/server/backup/refused.ts';
import { applyRelease } from './apply-release.ts';
import { auditEnvironment, requireAudit } from './audit-keys.ts';
import { archiveSettings, placeOf } from './backup/archiving.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { keepRunning } from './children.ts';
import type { KeptChild } from './children.ts';
import { keepBases } from './nightly-base.ts';
import { openPortal } from './portal-database.ts';
import { holdDataFolder } from './data-folder.ts';
import { openConnection, openExternalDatabase } from './external-database.ts';
import type { DatabaseAddresses } from './external-database.ts';
import { keepPostgres } from './kept-postgres.ts';
import {
	APP_ROLE,
	DATABASE,
	OWNER_ROLE,
	ensureDatabase,
	ensureExtensions,
	ensureRoles
} from './postgres/provision.ts';
import { checkServingRole } from './serving-role.ts';
import { readSettings, requireMail, requireProxies } from './settings.ts';
import type { BackupSettings, Settings } from './settings.ts';
import { checkObjectStore, checkPort } from './surroundings.ts';
import { WEB_ENVIRONMENT, WEB_FLAGS } from './web-flags.ts';

/** How long a child may finish what it is doing, ms. */
const PATIENCE_MS = 8_000;

const ended = new AbortController();
const undo: (() => Promise<void>)[] = [];

/** Stops in the reverse order of starting: children first, the database last, then the folder is free. */
async function stopAll(): Promise<void> {
	for (const step of undo.splice(0).reverse()) await step();
}

function say(vi: string, en: string): void {
	console.log(`→ ${vi} / ${en}`);
}

async function openEmbedded(settings: Settings): Promise<DatabaseAddresses> {
	say('khởi động PostgreSQL kèm theo', 'starting the embedded PostgreSQL');
	// Its socket lies in a folder that only this user enters, and behind it no role has a password.
	say(
		'cơ sở dữ liệu này chỉ để trình diễn: chương trình nào chạy bằng tài khoản máy này cũng sửa được mọi thứ trong đó, kể cả nhật ký',
		'this database is for demonstrations only: any program of this user of the machine can change all that is in it, the audit trail included'
	);
	const server = await keepPostgres({
		clusterFolder: path.join(settings.dataFolder, 'postgres'),
		logFile: path.join(settings.dataFolder, 'postgres.log'),
		settings: settings.backup === undefined ? {} : archiveSettings(settings.backup)
	});
	undo.push(() => server.stop());
	const superuser = server.url('postgres', 'postgres');
	await ensureRoles(superuser);
	await ensureDatabase(superuser, DATABASE);
	await ensureExtensions(server.url('postgres', DATABASE));
	if (settings.backup !== undefined) await openBackupPlace(settings.backup, settings.dataFolder, superuser);
	return { ownerUrl: server.url(OWNER_ROLE, DATABASE), appUrl: server.url(APP_ROLE, DATABASE) };
}

/**
 * A place that is away keeps nobody from working: PostgreSQL keeps its WAL until it is back. A place that is not this
 * portal's, or a wrong key, is a mistake of the settings.
 */
async function openBackupPlace(backup: BackupSettings, dataFolder: string, url: string): Promise<void> {
	const client = await openConnection(url, 'CHUAN_BACKUP');
	try {
		await placeOf(backup, dataFolder, client);
	} catch (thrown) {
		if (!(thrown instanceof BackupRefused)) throw thrown;
		const away = ['place_missing', 'place_emptied', 'place_full', 'place_gone'].includes(thrown.code);
		if (!away) throw new CannotStart(thrown.vi, thrown.en, thrown);
		console.error(`! ${thrown.vi}\n! ${thrown.en}`);
	} finally {
		await client.end();
	}
}

async function migrate(settings: Settings, { ownerUrl }: DatabaseAddresses): Promise<void> {
	const applied = await applyRelease(settings.root, ownerUrl);
	if (applied.length > 0)
		say(`đã áp dụng ${applied.length} bước di trú`, `${applied.length} migrations applied`);
}

/** As absolute paths: children run in the folder of the project. */
function ownFolders({ dataFolder, backup }: Settings): Record<string, string> {
	return {
		CHUAN_DATA: dataFolder,
		CHUAN_BACKUP: backup?.place ?? '',
		CHUAN_BACKUP_KEY_FILE: backup?.keyFile ?? ''
	};
}

function environment(
	settings: Settings,
	{ appUrl }: DatabaseAddresses,
	audit: Readonly<Record<string, string>>
): NodeJS.ProcessEnv {
	const env: NodeJS.ProcessEnv = {
		...process.env,
		...audit,
		NODE_ENV: settings.dev ? 'development' : 'production',
		PORT: String(settings.port),
		HOST: settings.host,
		ORIGIN: settings.origin,
		...WEB_ENVIRONMENT,
		// Whoever tries the portal at home reads the address and the sign-ins, not a line a request.
		LOG_LEVEL: process.env['LOG_LEVEL'] ?? (settings.databaseUrl === undefined ? 'warn' : 'info'),
		DATABASE_URL: appUrl,
		...ownFolders(settings),
		CHUAN_OBJECTS: path.join(settings.dataFolder, 'objects'),
		CHUAN_EMBEDDED: settings.databaseUrl === undefined ? '1' : '',
		CHUAN_TRIAL: settings.databaseUrl !== undefined && !settings.production ? '1' : ''
	};
	// The owner's address is for migrations and seeds; the portal never sees it.
	delete env['DATABASE_OWNER_URL'];
	return env;
}

/** Seeds an empty database once and returns what the seed says: the table of demonstration sign-ins. */
function seed(settings: Settings, addresses: DatabaseAddresses, env: NodeJS.ProcessEnv): Promise<string> {
	const script = path.join(settings.root, 'src/cli/seed.ts');
	if (!existsSync(script)) return Promise.resolve('');
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [script, '--if-empty'], {
			cwd: settings.root,
			env: { ...env, DATABASE_OWNER_URL: addresses.ownerUrl },
			stdio: ['ignore', 'pipe', 'inherit'],
			signal: ended.signal
		});
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(said);
			else {
				reject(
					new CannotStart(
						'Không tạo được dữ liệu trình diễn. Chi tiết ở trên.',
						'The demonstration data could not be made. See above.'
					)
				);
			}
		});
	});
}

function startChildren(settings: Settings, env: NodeJS.ProcessEnv): KeptChild[] {
	const cli = (file: string) => path.join(settings.root, 'src/cli', file);
	const vite = path.join(settings.root, 'node_modules/vite/bin/vite.js');
	const web = settings.dev
		? [vite, 'dev', '--port', String(settings.port), '--strictPort', '--host', settings.host]
		: [...WEB_FLAGS, cli('web.mjs')];
	const common = { program: process.execPath, cwd: settings.root, env };
	return [
		keepRunning({ ...common, name: 'web', args: web }),
		keepRunning({ ...common, name: 'worker', args: [cli('worker.ts')] })
	];
}

/** The embedded server is this program's own to back up; one of the office's has a timer. */
async function takeBasesOf(settings: Settings, { appUrl }: DatabaseAddresses): Promise<void> {
	const app = await openPortal(settings, appUrl, 'chuan-nightly');
	const bases = keepBases({
		root: settings.root,
		turn: () => app.db.read.upkeep.baseTurn(),
		env: { ...process.env, ...ownFolders(settings) }
	});
	undo.push(async () => {
		await bases.stop();
		await app.db.close();
	});
}

async function untilServing(settings: Settings): Promise<void> {
	const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
	const address = `http://${host.includes(':') ? `[${host}]` : host}:${settings.port}/`;
	while (!ended.signal.aborted) {
		try {
			const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
			await answer.body?.cancel();
			return;
		} catch (thrown) {
			// Not listening yet; the supervisor says so itself when the child ends.
			if (!(thrown instanceof TypeError) && !(thrown instanceof DOMException)) throw thrown;
		}
		await pause(100);
	}
}

async function start(): Promise<void> {
	const built = untilBuilt();
	const settings = readSettings(process.env, process.argv.slice(2), process.cwd());
	requireMail(settings);
	requireProxies(settings);
	requireAudit(settings);
	const held = await holdDataFolder(settings.dataFolder, settings.origin);
	undo.push(() => held.release());
	await checkPort(settings.port, settings.host);
	if (settings.s3) await checkObjectStore(settings.s3);

	const embedded = settings.databaseUrl === undefined ? await openEmbedded(settings) : undefined;
	const addresses = embedded ?? (await openExternalDatabase(settings));
	await migrate(settings, addresses);
	if (!embedded) await checkServingRole(addresses.appUrl, settings.production);
	const audit = await auditEnvironment(settings);
	if (!audit.proves)
		say(
			'khóa và điểm kiểm tra của nhật ký nằm trong thư mục dữ liệu, cạnh cơ sở dữ liệu: chúng không chứng minh được gì',
			'keys and checkpoints of the audit log are kept in the data folder, beside the database: they prove nothing'
		);
	const env = environment(settings, addresses, { ...audit.env, CHUAN_KEYS_PROVE: audit.proves ? '1' : '' });
	const demonstration = embedded !== undefined || (settings.demonstration && !settings.production);
	const signIns = demonstration ? await seed(settings, addresses, env) : '';
	await built;
	if (ended.signal.aborted) return;

	const children = startChildren(settings, env);
	undo.push(async () => {
		await Promise.all(children.map((child) => child.stop(PATIENCE_MS)));
	});
	if (embedded !== undefined && settings.backup !== undefined) await takeBasesOf(settings, addresses);
	await untilServing(settings);
	if (ended.signal.aborted) return;
	console.log(`\n✔ Chuẩn: ${settings.origin}\n`);
	if (signIns !== '') console.log(signIns.trimEnd());
	console.log('\nCtrl-C để dừng / to stop');
}

/** Settles once the build is there that `npm start` makes beside the database, or once the portal is to stop. */
function untilBuilt(): Promise<void> {
	const building = process.env['CHUAN_BUILDING'] === '1';
	delete process.env['CHUAN_BUILDING'];
	if (!building) return Promise.resolve();
	return new Promise((resolve) => {
		const go = (): void => {
			resolve();
		};
		process.on('message', (message) => {
			if (message === 'built') go();
		});
		ended.signal.addEventListener('abort', go);
	});
}

function stopWhenTold(): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (!ended.signal.aborted) console.log('\n→ đang dừng / stopping');
			ended.abort();
		});
	}
	// `npm start` itself was killed: nobody is left to pass on a Ctrl-C.
	process.on('disconnect', () => {
		ended.abort();
	});
}

async function untilEnded(): Promise<void> {
	if (ended.signal.aborted) return;
	await new Promise<void>((resolve) => {
		ended.signal.addEventListener('abort', () => {
			resolve();
		});
	});
}

stopWhenTold();
try {
	await start();
	await untilEnded();
	await stopAll();
	process.exit();
} catch (thrown) {
	await stopAll();
	if (ended.signal.aborted) process.exit();
	endWith(thrown);
}
