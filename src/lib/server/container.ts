import { openCheckpoints } from './audit/checkpoint-folder.ts';
import { identifiers } from './ids.ts';
import { attemptLimiter } from './auth/attempt-limiter.ts';
import { passwordStrength } from './auth/password-strength.ts';
import { factorTools } from './auth/factor-tools.ts';
import { passwordHasher } from './auth/passwords.ts';
import { sessionIssuer } from './auth/sessions.ts';
import { openAuditKeys } from './db/audit-keys.ts';
import type { AuditKeys } from './db/audit-keys.ts';
import { databaseOn } from './db/database.ts';
import { createDatabase } from './db/client.ts';
import { sessionStore } from './db/session-store.ts';
import release from '../../../package.json' with { type: 'json' };
import { machineOf } from './machine/machine.ts';
import { backupKeeper } from './backup/keeper.ts';
import { heldMailer } from './mail/held-mailer.ts';
import { frameOf } from './mail/frame.ts';
import { openTypesetting } from './render/typesetting.ts';
import { clamdScanner, noScanner, parseClamdUrl } from './scan/clamd.ts';
import { fileInspector } from './scan/inspect-object.ts';
import { formReader } from './scan/read-forms.ts';
import { objectVerifier } from './storage/verify-object.ts';
import { openDiskStore } from './storage/disk-store.ts';
import { sealingTools } from './sealing/opening-keys.ts';
import { parseTrustedProxies } from '#lib/domain/access/forwarding.ts';
import type { TrustedProxies } from '#lib/domain/access/forwarding.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App, SubmissionLane } from './app/ports.ts';
import type { Mailer } from './app/mail/ports.ts';
import type { ObjectStore, VirusScanner } from './app/storage/ports.ts';
import type { BackupKeeper } from './app/upkeep/ports.ts';

/** Settings from the environment, as `src/cli/start` hands them to its children. */
export interface Environment {
	readonly [name: string]: string | undefined;
}

/** The only place that knows every concrete adapter. What brings a large library is fetched where the settings name it. */
export async function buildApp(env: Environment, applicationName: string): Promise<App> {
	const url = env['DATABASE_URL'];
	if (url === undefined || url === '') throw new Error('DATABASE_URL is not set');
	const origin = (env['ORIGIN'] ?? 'http://localhost:3000').replace(/\/+$/, '');
	const embedded = env['CHUAN_EMBEDDED'] === '1';
	// The built pages always run with NODE_ENV=production; what was started without it is a trial.
	const production = env['NODE_ENV'] === 'production' && !embedded && env['CHUAN_TRIAL'] !== '1';
	if (production && (env['SMTP_URL'] ?? '') === '') throw new Error('SMTP_URL is not set');
	const trustedProxies = readProxies(env);
	if (production && origin.startsWith('https:') && trustedProxies === undefined)
		throw new Error('TRUSTED_PROXIES is not set');
	const keys = await openAuditKeys(env, production);
	const checkpoints = await openCheckpoints(env, production);
	const client = createDatabase({ url, applicationName, poolSize: poolSize(env, 'DATABASE_POOL', 10) });
	const db = databaseOn(client, keys);
	const lane = openLane(url, applicationName, poolSize(env, 'DATABASE_POOL_SUBMISSIONS', 4), keys);
	const store = await openStore(env);
	const mailer = await openMailer(env, origin);
	const typesetting = openTypesetting(origin);
	const inspector = fileInspector(store);
	const forms = formReader(store);
	return {
		db: {
			...db,
			async close() {
				mailer.close();
				await typesetting.close();
				await inspector.close();
				await forms.close();
				await lane.close();
				await db.close();
			}
		},
		ids: identifiers,
		store,
		verifier: objectVerifier(store),
		scanner: openScanner(env),
		inspector,
		typesetting,
		forms,
		hasher: passwordHasher,
		strength: passwordStrength,
		factors: factorTools(keys, origin),
		sealing: sealingTools,
		sessions: sessionIssuer(sessionStore(client), identifiers),
		submissions: lane,
		pressure: () => client.pressure(),
		attempts: attemptLimiter(client.pool, identifiers.sha256),
		frame: frameOf({ origin }),
		mailer,
		checkpoints,
		machine: machineOf({
			origin,
			dataFolder: env['CHUAN_DATA'] ?? '.',
			backupFolder: env['CHUAN_BACKUP'] === '' ? undefined : env['CHUAN_BACKUP'],
			release: release.version
		}),
		keeper: openKeeper(env, store),
		config: {
			origin,
			embedded,
			production,
			trustedProxies,
			checksPerHour: readRate(env),
			scannerConfigured: (env['CLAMD_URL'] ?? '') !== '',
			sendsMail: (env['SMTP_URL'] ?? '') !== '',
			keysProve: env['CHUAN_KEYS_PROVE'] === '1',
			metricsToken: env['CHUAN_METRICS_TOKEN'] === '' ? undefined : env['CHUAN_METRICS_TOKEN']
		}
	};
}

function openKeeper(env: Environment, store: ObjectStore): BackupKeeper | undefined {
	const root = env['CHUAN_BACKUP'] ?? '';
	const keyFile = env['CHUAN_BACKUP_KEY_FILE'] ?? '';
	if (root === '') return undefined;
	const dataFolder = env['CHUAN_DATA'] ?? '.';
	return backupKeeper({ root, keyFile: keyFile === '' ? undefined : keyFile, dataFolder }, store);
}

const AGENCY = 'Sở Khoa học và Công nghệ tỉnh Gia Lai';

function poolSize(env: Environment, name: string, usual: number): number {
	const text = env[name] ?? '';
	if (text === '') return usual;
	if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`${name} is not a number of connections`);
	return Number(text);
}

/** A submission waits a minute for its connection rather than be turned away. */
const SUBMISSION_PATIENCE_MS = 60_000;

/** Nothing is connected before the first submission. */
function openLane(
	url: string,
	name: string,
	size: number,
	keys: AuditKeys
): SubmissionLane & { close(): Promise<void> } {
	const clock = createDatabase({ url, applicationName: `${name}-arrivals`, poolSize: 1 });
	const client = createDatabase({
		...{ url, applicationName: `${name}-submissions`, poolSize: size, patienceMs: SUBMISSION_PATIENCE_MS }
	});
	const db = databaseOn(client, keys);
	const { clock: arrivals } = databaseOn(clock, keys).read;
	return {
		arrival: () => arrivals.now(),
		db,
		sessions: sessionIssuer(sessionStore(client), identifiers),
		async close() {
			await clock.close();
			await client.close();
		}
	};
}

function readProxies(env: Environment): TrustedProxies | undefined {
	const text = env['TRUSTED_PROXIES'] ?? '';
	if (text === '') return undefined;
	const proxies = parseTrustedProxies(text);
	if (proxies === undefined) throw new Error('TRUSTED_PROXIES is neither a count nor a list of networks');
	return proxies;
}

function readRate(env: Environment): number {
	const text = env['CHECK_FILES_PER_HOUR'] ?? '';
	if (text === '') return 600;
	if (!/^\d{1,6}$/.test(text)) throw new Error('CHECK_FILES_PER_HOUR is not a whole number');
	return Number(text);
}

/** Real mail when a server is named; else every message is kept on the page "Thư đã gửi". */
async function openMailer(env: Environment, origin: string): Promise<Mailer & { close(): void }> {
	const url = env['SMTP_URL'] ?? '';
	if (url === '') return { ...heldMailer, close: () => undefined };
	const address = env['MAIL_FROM'] ?? `no-reply@${new URL(origin).hostname}`;
	const { smtpMailer } = await import('./mail/smtp-mailer.ts');
	// Short: the message is locked while it is handed over.
	return smtpMailer({ url, from: { address, name: AGENCY }, patienceMs: 6_000 });
}

/** The scanner at `CLAMD_URL` (`tcp://host:port` or `unix:/path`); without it every file says that it was not scanned. */
function openScanner(env: Environment): VirusScanner {
	const url = env['CLAMD_URL'] ?? '';
	if (url === '') return noScanner;
	const address = parseClamdUrl(url);
	if (address === null) throw new Error('CLAMD_URL is neither tcp://host:port nor unix:/path');
	return clamdScanner(address);
}

/** The store that the settings name: S3 when an endpoint is given, else a folder. */
async function openStore(env: Environment): Promise<ObjectStore> {
	const opened =
		(env['S3_ENDPOINT'] ?? '') === ''
			? await openDiskStore(env['CHUAN_OBJECTS'] ?? './data/objects')
			: await openBucket(env);
	if (!opened.ok) throw new Error(`object store: ${opened.refusal.code}`);
	return opened.value;
}

async function openBucket(env: Environment): Promise<Result<ObjectStore>> {
	const { openS3Store } = await import('./storage/s3-store.ts');
	return openS3Store({
		endpoint: env['S3_ENDPOINT'] ?? '',
		bucket: env['S3_BUCKET'] ?? '',
		accessKeyId: env['S3_ACCESS_KEY_ID'] ?? '',
		secretAccessKey: env['S3_SECRET_ACCESS_KEY'] ?? '',
		region: env['S3_REGION'] ?? 'us-east-1'
	});
}
