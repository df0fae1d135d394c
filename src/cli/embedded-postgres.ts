import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
	chmod,
	chown,
	mkdir,
	mkdtemp,
	open,
	readFile,
	readlink,
	realpath,
	rename,
	rm,
	stat,
	writeFile
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CannotStart, reasonOf } from './cannot-start.ts';
import { isZombie, lives } from './process-life.mjs';
import { POSTGRES_MAJOR, findBinaries } from './postgres/binaries.ts';
import type { PostgresBinaries } from './postgres/binaries.ts';
import { chooseRunAs, giveFolder, postgresEnvironment, run } from './postgres/run-as.ts';
import type { RunAs } from './postgres/run-as.ts';

export interface EmbeddedPostgresOptions {
	/** Folder of the cluster; made when missing. Its parent must exist. */
	readonly clusterFolder: string;
	/** File that takes the server's log. */
	readonly logFile: string;
	/** Where it listens when that place outlives it: mode 700, its owner removes it. Otherwise a fresh one of its own. */
	readonly socketFolder?: string;
	/** Extra server settings (`fsync: 'off'` in tests). */
	readonly settings?: Readonly<Record<string, string>>;
	/** How long it may take until it answers, ms: a replay of much WAL takes longer than a start. */
	readonly startPatienceMs?: number;
}

export interface ServerAddress {
	/** Address of a database for one of the server's roles. */
	url(role: string, database: string): string;
}

export interface EmbeddedPostgres extends ServerAddress {
	readonly pid: number;
	/** Folder of the Unix socket: fresh, mode 700. There is no TCP port. */
	readonly socketFolder: string;
	/** Resolves when the server has ended, however it ended; rejects when it could not be run. */
	readonly ended: Promise<void>;
	/** Fast shutdown: open transactions are rolled back, what was committed is on disk. */
	stop(): Promise<void>;
}

/** sockaddr_un holds 107 bytes; PostgreSQL adds `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 90;
const SOCKET_FOLDER_PREFIX = 'chuan-pg-';
const START_TIMEOUT_MS = 60_000;

function addressIn(socketFolder: string): ServerAddress {
	return {
		url: (role, database) =>
			`postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`
	};
}

function hasCode(thrown: unknown, code: string): boolean {
	return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

async function contentOf(file: string): Promise<string | null> {
	try {
		return await readFile(file, 'utf8');
	} catch (thrown) {
		if (hasCode(thrown, 'ENOENT')) return null;
		throw thrown;
	}
}

/** A postmaster works inside its data folder: that tells ours from a stranger with a reused number. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
	if (process.platform !== 'linux') return true;
	try {
		return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(folder));
	} catch (thrown) {
		if (hasCode(thrown, 'ENOENT')) return false;
		throw thrown;
	}
}

async function makeCluster(binaries: PostgresBinaries, runAs: RunAs, folder: string): Promise<void> {
	// initdb killed midway would leave half a cluster under the final name; a rename cannot.
	const unfinished = `${folder}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(unfinished, { mode: 0o700 });
	await giveFolder(unfinished, runAs);
	const made = await run(
		runAs,
		binaries.initdb,
		[
			`--pgdata=${unfinished}`,
			'--username=postgres',
			'--auth=trust',
			'--encoding=UTF8',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8',
			'--locale=C',
			'-k'
		],
		path.dirname(folder)
	);
	if (made.code !== 0) {
		const reason = made.output.trim().split('\n').at(-1) ?? '';
		throw new CannotStart(
			`Không tạo được cơ sở dữ liệu trong ${folder}: ${reason}`,
			`The database could not be made in ${folder}: ${reason}`
		);
	}
	await rename(unfinished, folder);
}

/**
 * PostgreSQL takes the number of a zombie for a running server and refuses to start. The number of its own parent
 * it takes for a leftover, and it still looks whether a backend holds the shared memory that the file names.
 */
async function disownZombie(folder: string): Promise<void> {
	const file = path.join(folder, 'postmaster.pid');
	const lines = ((await contentOf(file)) ?? '').split('\n');
	const { uid, gid, mode } = await stat(file);
	const draft = `${file}.${process.pid}`;
	await writeFile(draft, [String(process.pid), ...lines.slice(1)].join('\n'), { mode });
	await chown(draft, uid, gid);
	await rename(draft, file);
}

/** Whether that process is the server of another folder, as that folder itself says: ours is then a copy of it. */
async function worksElsewhere(pid: number, folder: string): Promise<boolean> {
	if (process.platform !== 'linux') return false;
	try {
		const other = await readlink(`/proc/${pid}/cwd`);
		const [theirs] = ((await contentOf(path.join(other, 'postmaster.pid'))) ?? '').split('\n');
		return other !== (await realpath(folder)) && theirs === String(pid);
	} catch (thrown) {
		if (hasCode(thrown, 'ENOENT') || hasCode(thrown, 'EACCES')) return false;
		throw thrown;
	}
}

/** After a killed start its server may live on: it is asked to stop, by its own tool. */
async function stopLeftover(
	binaries: PostgresBinaries,
	runAs: RunAs,
	folder: string,
	kept: string | undefined
): Promise<void> {
	const pidFile = await contentOf(path.join(folder, 'postmaster.pid'));
	const [pidLine, , , , socketLine = ''] = pidFile?.split('\n') ?? [];
	const pid = Number(pidLine);
	if (!Number.isSafeInteger(pid) || pid <= 0) return;
	if (isZombie(pid)) await disownZombie(folder);
	if (!lives(pid)) return;
	if (!(await worksIn(pid, folder))) {
		// It may have ended since.
		if (!lives(pid)) return;
		if (await worksElsewhere(pid, folder)) {
			await rm(path.join(folder, 'postmaster.pid'));
			return;
		}
		throw new CannotStart(
			`${folder}/postmaster.pid ghi số tiến trình ${pid}, nay là của một chương trình khác. Hãy kiểm tra không còn PostgreSQL nào dùng thư mục này, khởi động lại máy (hoặc vùng chứa) rồi chạy lại.`,
			`${folder}/postmaster.pid names process ${pid}, which now is another program. Make sure that no PostgreSQL uses this folder, restart the machine (or container), then try again.`
		);
	}
	const stopped = await run(
		runAs,
		binaries.pgCtl,
		['stop', '-D', folder, '-m', 'fast', '-w', '-t', '60'],
		folder
	);
	if (stopped.code !== 0 && lives(pid)) {
		throw new CannotStart(
			`Máy chủ PostgreSQL cũ (tiến trình ${pid}) trong ${folder} không dừng: ${stopped.output.trim()}`,
			`The former PostgreSQL server (process ${pid}) in ${folder} does not stop: ${stopped.output.trim()}`
		);
	}
	if (socketLine !== kept && path.basename(socketLine).startsWith(SOCKET_FOLDER_PREFIX)) {
		await rm(socketLine, { recursive: true, force: true });
	}
}

async function checkVersion(folder: string): Promise<void> {
	const version = (await contentOf(path.join(folder, 'PG_VERSION')))?.trim();
	if (version === POSTGRES_MAJOR) return;
	throw new CannotStart(
		`${folder} là dữ liệu của PostgreSQL ${version ?? 'không rõ'}, bản kèm theo là ${POSTGRES_MAJOR}. Hãy chuyển dữ liệu bằng pg_upgrade hoặc chọn thư mục khác bằng CHUAN_DATA.`,
		`${folder} holds data of PostgreSQL ${version ?? 'unknown'}, the packaged server is ${POSTGRES_MAJOR}. Convert it by pg_upgrade, or choose another folder by CHUAN_DATA.`
	);
}

/** A fresh folder for a socket, short enough, that only the server and this user enter. */
export async function makeSocketFolder(runAs: RunAs): Promise<string> {
	const temporary = os.tmpdir();
	const parent = Buffer.byteLength(temporary) + 16 > LONGEST_SOCKET_FOLDER ? '/tmp' : temporary;
	const folder = await mkdtemp(path.join(parent, SOCKET_FOLDER_PREFIX));
	await chmod(folder, 0o700);
	await giveFolder(folder, runAs);
	return folder;
}

async function lastLogLine(logFile: string): Promise<string> {
	const lines = ((await contentOf(logFile)) ?? '').trim().split('\n');
	return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? '';
}

async function untilReady(
	url: string,
	child: ChildProcess,
	logFile: string,
	patience: number
): Promise<void> {
	const deadline = performance.now() + patience;
	for (;;) {
		const client = new pg.Client({ connectionString: url });
		// The server may be killed again just now: what matters is told by `connect` and `end`.
		client.on('error', (error) => {
			console.error(error.message);
		});
		try {
			await client.connect();
			await client.end();
			return;
		} catch (thrown) {
			if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
				const reason = (await lastLogLine(logFile)) || reasonOf(thrown);
				throw new CannotStart(
					`PostgreSQL kèm theo không khởi động được: ${reason} (nhật ký: ${logFile})`,
					`The embedded PostgreSQL did not start: ${reason} (log: ${logFile})`,
					thrown
				);
			}
		}
		await pause(40);
	}
}

/** Where the server that runs on a cluster's folder listens, as its own file says; undefined when none runs there. */
export async function findRunningPostgres(clusterFolder: string): Promise<ServerAddress | undefined> {
	const folder = path.resolve(clusterFolder);
	const pidFile = await contentOf(path.join(folder, 'postmaster.pid'));
	const [pidLine, , , , socketFolder = ''] = pidFile?.split('\n') ?? [];
	const pid = Number(pidLine);
	if (!Number.isSafeInteger(pid) || pid <= 0 || socketFolder === '' || !lives(pid)) return undefined;
	return (await worksIn(pid, folder)) ? addressIn(socketFolder) : undefined;
}

/** Starts the packaged PostgreSQL on a folder, making the cluster when there is none. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const clusterFolder = path.resolve(options.clusterFolder);
	const binaries = await findBinaries();
	const runAs = await chooseRunAs();
	if ((await contentOf(path.join(clusterFolder, 'PG_VERSION'))) === null) {
		await makeCluster(binaries, runAs, clusterFolder);
	}
	await checkVersion(clusterFolder);
	await giveFolder(clusterFolder, runAs);
	await stopLeftover(binaries, runAs, clusterFolder, options.socketFolder);

	const socketFolder = options.socketFolder ?? (await makeSocketFolder(runAs));
	const settings = {
		listen_addresses: '',
		unix_socket_directories: socketFolder,
		unix_socket_permissions: '0700',
		timezone: 'UTC',
		log_timezone: 'UTC',
		max_connections: '120',
		...options.settings
	};
	const log = await open(options.logFile, 'a', 0o600);
	const [program = '', ...args] = [
		...runAs.prefix,
		binaries.postgres,
		'-D',
		clusterFolder,
		...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
	];
	// Its own session: Ctrl-C must reach the supervisor alone, which stops the database last.
	const child = spawn(program, args, {
		cwd: clusterFolder,
		env: postgresEnvironment(),
		detached: true,
		stdio: ['ignore', log.fd, log.fd],
		...(runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid })
	});
	await log.close();
	const ended = new Promise<void>((resolve, reject) => {
		child.once('exit', () => {
			if (options.socketFolder !== undefined) resolve();
			else rm(socketFolder, { recursive: true, force: true }).then(resolve, reject);
		});
		child.once('error', reject);
	});
	const { url } = addressIn(socketFolder);
	const patience = options.startPatienceMs ?? START_TIMEOUT_MS;
	await Promise.race([
		untilReady(url('postgres', 'postgres'), child, options.logFile, patience),
		rejectionOf(ended)
	]);
	return {
		pid: child.pid ?? 0,
		socketFolder,
		url,
		ended,
		async stop() {
			child.kill('SIGINT');
			await ended;
		}
	};
}

/** Passes on a failure to start and never resolves by itself. */
function rejectionOf(ended: Promise<void>): Promise<never> {
	return new Promise((_resolve, reject) => {
		ended.catch(reject);
	});
}
