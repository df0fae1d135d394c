import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { once } from 'node:events';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ok } from '#lib/domain/shared/result.ts';
import { makeAuditKeys } from '../../src/cli/audit-keys.ts';
import { archiveSettings, placeOf } from '../../src/cli/backup/archiving.ts';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import {
	APP_ROLE,
	DATABASE,
	OWNER_ROLE,
	ensureDatabase,
	ensureExtensions,
	ensureRoles
} from '../../src/cli/postgres/provision.ts';
import type { BackupSettings } from '../../src/cli/settings.ts';
import type { App } from '../../src/lib/server/app/ports.ts';
import { systemContext } from '../../src/lib/server/app/system-context.ts';
import type { BackupPlace } from '../../src/lib/server/backup/place.ts';
import { buildApp } from '../../src/lib/server/container.ts';
import { applyMigrations } from '../../src/lib/server/db/migrate.ts';
import { arranged } from './arranged.ts';
import { root } from './source-files.ts';

export interface Command {
	readonly code: number | null;
	readonly said: string;
}

/** A portal's data folder with its own server, whose WAL goes to a backup place. */
export interface BackedUpPortal {
	readonly folder: string;
	readonly dataFolder: string;
	readonly backup: BackupSettings;
	readonly place: BackupPlace;
	readonly server: EmbeddedPostgres;
	readonly app: App;
	/** Settings of its commands. */
	readonly env: Readonly<Record<string, string>>;
	/** As the server's own account. */
	readonly client: pg.Client;
	/** Does something that is acknowledged; its id is in the audit log. */
	act(): Promise<string>;
	/** Puts a file into the store, with its row. */
	addFile(): Promise<{ readonly key: string; readonly sha256: string }>;
	/** Waits until all that was committed is in the backup place. */
	archived(): Promise<void>;
	/** Runs a command of the portal to its end. */
	run(script: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Command>;
	/** Starts one and leaves it. */
	start(script: string): ChildProcess;
	close(): Promise<void>;
}

function startCommand(
	script: string,
	args: readonly string[],
	env: Readonly<Record<string, string>>
): ChildProcessByStdio<null, Readable, Readable> {
	return spawn(process.execPath, [path.join(root, 'src/cli', script), ...args], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
}

async function untilEnded(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Command> {
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, said };
}

export async function openAppOn(
	server: EmbeddedPostgres,
	dataFolder: string,
	backup?: BackupSettings
): Promise<App> {
	const audit = path.join(dataFolder, 'audit');
	return buildApp(
		{
			DATABASE_URL: server.url(APP_ROLE, DATABASE),
			CHUAN_OBJECTS: path.join(dataFolder, 'objects'),
			ORIGIN: 'https://chuan.test',
			CHUAN_EMBEDDED: '1',
			CHUAN_DATA: dataFolder,
			CHUAN_BACKUP: backup?.place ?? '',
			CHUAN_BACKUP_KEY_FILE: backup?.keyFile ?? '',
			CHUAN_AUDIT_KEY_FILE: path.join(audit, 'audit.keys'),
			CHUAN_CHECKPOINTS: path.join(audit, 'checkpoints'),
			CHUAN_CHECKPOINT_KEY: path.join(audit, 'checkpoint.pem')
		},
		'backup-test'
	);
}

/** Does something that is acknowledged; its id is in the audit log. */
export async function actOn(app: App): Promise<string> {
	const id = randomUUID();
	await arranged(systemContext(app), 'find_object_state', { type: 'document', id }, () =>
		Promise.resolve(ok(true))
	);
	return id;
}

/** Waits until all that was committed is in the backup place. */
export async function switchWal(server: EmbeddedPostgres, place: BackupPlace): Promise<void> {
	const client = new pg.Client({ connectionString: server.url('postgres', DATABASE) });
	await client.connect();
	const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS name');
	await client.end();
	while (!(await readdir(place.wal)).includes(rows[0]?.name ?? '')) await pause(50);
}

/** Which of these acts a portal's audit log has. */
export async function actsOf(server: EmbeddedPostgres, ids: readonly string[]): Promise<readonly boolean[]> {
	const client = new pg.Client({ connectionString: server.url('postgres', DATABASE) });
	await client.connect();
	const { rows } = await client.query<{ id: string }>('SELECT object_id::text AS id FROM audit_entry');
	await client.end();
	return ids.map((id) => rows.some((row) => row.id === id));
}

export async function backedUpPortal(
	{ encrypted }: { readonly encrypted: boolean } = { encrypted: false }
): Promise<BackedUpPortal> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-backup-'));
	const dataFolder = path.join(folder, 'data');
	const keyFile = encrypted ? path.join(folder, 'backup.key') : undefined;
	const backup: BackupSettings = { place: path.join(folder, 'place'), keyFile, keepCount: 7, keepDays: 14 };
	await mkdir(dataFolder, { mode: 0o700 });
	await mkdir(backup.place);
	if (keyFile !== undefined) await writeFile(keyFile, randomBytes(32).toString('base64'));
	const audit = path.join(dataFolder, 'audit');
	await makeAuditKeys(audit);
	await mkdir(path.join(audit, 'checkpoints'), { recursive: true });
	const server = await startEmbeddedPostgres({
		clusterFolder: path.join(dataFolder, 'postgres'),
		logFile: path.join(dataFolder, 'postgres.log'),
		settings: { ...archiveSettings(backup), archive_timeout: '3600s', fsync: 'off' }
	});
	const superuser = server.url('postgres', 'postgres');
	await ensureRoles(superuser);
	await ensureDatabase(superuser, DATABASE);
	await ensureExtensions(server.url('postgres', DATABASE));
	const owner = server.url(OWNER_ROLE, DATABASE);
	await applyMigrations({ url: owner, folder: path.join(root, 'prisma/migrations') });
	const client = new pg.Client({ connectionString: server.url('postgres', DATABASE) });
	await client.connect();
	const place = await placeOf(backup, dataFolder, client);
	const app = await openAppOn(server, dataFolder, backup);
	const person = randomUUID();
	const organisation = randomUUID();
	await client.query(`INSERT INTO person (id, full_name, created_at) VALUES ($1, 'Siu Thảo', app_now())`, [
		person
	]);
	await client.query(
		`INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at)
		 VALUES ($1, 'enterprise', 'Công ty Cân Pleiku', '5900000001', 'Siu Thảo', '52', app_now())`,
		[organisation]
	);
	const env = {
		CHUAN_DATA: dataFolder,
		CHUAN_BACKUP: backup.place,
		CHUAN_BACKUP_KEY_FILE: keyFile ?? '',
		DATABASE_URL: '',
		NODE_ENV: ''
	};
	return {
		...{ folder, dataFolder, backup, place, server, app, env, client },
		act: () => actOn(app),
		async addFile() {
			const id = randomUUID();
			const bytes = randomBytes(70_000);
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			const key = `papers/${id}`;
			const put = await app.store.put(key, bytes);
			if (!put.ok) throw new Error(put.refusal.code);
			await client.query(
				`INSERT INTO organisation_paper (id, organisation_id, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at)
				 VALUES ($1, $2, 'gcn.pdf', $3, $4, 'application/pdf', $5, 'clean', $6, app_now())`,
				[id, organisation, bytes.byteLength, sha256, key, person]
			);
			return { key, sha256 };
		},
		archived: () => switchWal(server, place),
		start: (script) => startCommand(script, [], env),
		run: (script, args = [], more = {}) => untilEnded(startCommand(script, args, { ...env, ...more })),
		async close() {
			await app.db.close();
			await client.end();
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
