import path from 'node:path';
import { parseTrustedProxies } from '../lib/domain/access/forwarding.ts';
import { CannotStart } from './cannot-start.ts';

export interface S3Settings {
	readonly endpoint: string;
	readonly bucket: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly region: string;
}

/** Keys of the audit log, and where its checkpoints go. Absent: not set. */
export interface AuditSettings {
	/** The keys themselves, instead of a file. */
	readonly key?: string;
	readonly keyFile?: string;
	readonly checkpoints?: string;
	readonly checkpointKey?: string;
}

/** Where backups go, and how long they stay. */
export interface BackupSettings {
	/** A folder on another disk. */
	readonly place: string;
	/** Undefined: the place is not encrypted. */
	readonly keyFile: string | undefined;
	readonly keepCount: number;
	readonly keepDays: number;
}

export interface Settings {
	/** Root of the project. */
	readonly root: string;
	/** Vite's development server instead of the build. */
	readonly dev: boolean;
	readonly port: number;
	/** Address to listen on: this machine alone, unless HOST says otherwise. */
	readonly host: string;
	/** Public address, without a slash at the end. */
	readonly origin: string;
	/** Database, objects and logs of the embedded default. */
	readonly dataFolder: string;
	/** Undefined: the embedded PostgreSQL. */
	readonly databaseUrl: string | undefined;
	/** Address of the schema's owner, for migrations only. */
	readonly databaseOwnerUrl: string | undefined;
	/** Undefined: objects on this disk. */
	readonly s3: S3Settings | undefined;
	readonly production: boolean;
	/** A mail server is named. */
	readonly sendsMail: boolean;
	/** The proxies before the portal are named. */
	readonly namesProxies: boolean;
	/** Demonstration accounts were asked for by name. */
	readonly demonstration: boolean;
	readonly audit: AuditSettings;
	/** Undefined: nothing is backed up. */
	readonly backup: BackupSettings | undefined;
	/** An account of one's own PostgreSQL that may take a backup of it. */
	readonly backupDatabaseUrl: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is one that nobody set. */
function given(env: Environment, name: string): string | undefined {
	const value = env[name]?.trim();
	return value === '' ? undefined : value;
}

function readPort(env: Environment): number {
	const text = given(env, 'PORT') ?? '3000';
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new CannotStart(
		`PORT="${text}" không phải số cổng. Hãy đặt PORT là một số từ 1 đến 65535.`,
		`PORT="${text}" is not a port. Set PORT to a number from 1 to 65535.`
	);
}

function readUrl(
	env: Environment,
	name: string,
	protocols: readonly string[],
	example: string
): string | undefined {
	const text = given(env, name);
	if (text === undefined) return undefined;
	if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
	// The value may hold a password, so it is not repeated.
	throw new CannotStart(
		`${name} không đúng dạng địa chỉ. Ví dụ: ${example}`,
		`${name} is not a valid address. Example: ${example}`
	);
}

function readS3(env: Environment): S3Settings | undefined {
	const endpoint = readUrl(env, 'S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.vn');
	if (endpoint === undefined) return undefined;
	const required = (name: string): string => {
		const value = given(env, name);
		if (value !== undefined) return value;
		throw new CannotStart(
			`Đã đặt S3_ENDPOINT nhưng thiếu ${name}. Hãy đặt ${name}, hoặc bỏ S3_ENDPOINT để lưu tệp trên đĩa.`,
			`S3_ENDPOINT is set but ${name} is missing. Set ${name}, or unset S3_ENDPOINT to keep files on disk.`
		);
	};
	return {
		endpoint,
		bucket: required('S3_BUCKET'),
		accessKeyId: required('S3_ACCESS_KEY_ID'),
		secretAccessKey: required('S3_SECRET_ACCESS_KEY'),
		region: given(env, 'S3_REGION') ?? 'us-east-1'
	};
}

function readProxies(env: Environment): boolean {
	for (const name of ['ADDRESS_HEADER', 'XFF_DEPTH']) {
		if (given(env, name) === undefined) continue;
		throw new CannotStart(
			`${name} không có tác dụng ở đây. Hãy bỏ ${name} và đặt TRUSTED_PROXIES.`,
			`${name} is not followed here. Unset ${name} and set TRUSTED_PROXIES.`
		);
	}
	const text = given(env, 'TRUSTED_PROXIES');
	if (text === undefined) return false;
	if (parseTrustedProxies(text) !== undefined) return true;
	throw new CannotStart(
		`TRUSTED_PROXIES="${text}" không đúng dạng. Hãy ghi các mạng của máy chủ proxy (127.0.0.1, 10.0.0.0/8) hoặc số máy chủ proxy nối tiếp nhau (1).`,
		`TRUSTED_PROXIES="${text}" cannot be read. Write the networks of the proxies (127.0.0.1, 10.0.0.0/8), or how many stand in a row (1).`
	);
}

/** What a setting said before it became rows of the database. */
function checkIssuer(env: Environment): void {
	if (given(env, 'CHUAN_ISSUER') === undefined) return;
	throw new CannotStart(
		'CHUAN_ISSUER không còn tác dụng: chữ viết tắt trong số văn bản nằm ở trang "Cơ quan" (tiêu đề văn bản). Hãy bỏ CHUAN_ISSUER.',
		'CHUAN_ISSUER is not followed any more: the letters in numbers of papers are kept on the page "Office" (letterhead). Unset CHUAN_ISSUER.'
	);
}

function readCount(env: Environment, name: string, usual: number): number {
	const text = given(env, name);
	if (text === undefined) return usual;
	if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
	throw new CannotStart(
		`${name}="${text}" không phải số nguyên từ 1 đến 9999.`,
		`${name}="${text}" is not a whole number from 1 to 9999.`
	);
}

function readBackup(env: Environment, cwd: string): BackupSettings | undefined {
	const place = given(env, 'CHUAN_BACKUP');
	if (place === undefined) return undefined;
	const keyFile = given(env, 'CHUAN_BACKUP_KEY_FILE');
	return {
		place: path.resolve(cwd, place),
		keyFile: keyFile === undefined ? undefined : path.resolve(cwd, keyFile),
		keepCount: readCount(env, 'CHUAN_BACKUP_KEEP', 7),
		keepDays: readCount(env, 'CHUAN_BACKUP_KEEP_DAYS', 14)
	};
}

function checkRate(env: Environment): void {
	const text = given(env, 'CHECK_FILES_PER_HOUR');
	if (text === undefined || /^\d{1,6}$/.test(text)) return;
	throw new CannotStart(
		`CHECK_FILES_PER_HOUR="${text}" không phải số nguyên. Hãy ghi số tệp được đọc lại mỗi giờ, hoặc 0 để tắt.`,
		`CHECK_FILES_PER_HOUR="${text}" is not a whole number. Write how many files are read again in an hour, or 0 for none.`
	);
}

/** Absent names stay absent, so that what the data folder keeps can stand in for them. */
function readAudit(env: Environment, cwd: string): AuditSettings {
	const key = given(env, 'CHUAN_AUDIT_KEY');
	const places = {
		keyFile: given(env, 'CHUAN_AUDIT_KEY_FILE'),
		checkpoints: given(env, 'CHUAN_CHECKPOINTS'),
		checkpointKey: given(env, 'CHUAN_CHECKPOINT_KEY')
	};
	const named = Object.entries(places).flatMap(([name, place]) =>
		place === undefined ? [] : [[name, path.resolve(cwd, place)] as const]
	);
	return { ...(key === undefined ? {} : { key }), ...Object.fromEntries(named) };
}

/** Reads and checks every setting before anything is started. */
export function readSettings(env: Environment, args: readonly string[], cwd: string): Settings {
	const root = path.resolve(import.meta.dirname, '../..');
	const port = readPort(env);
	const postgres = ['postgres:', 'postgresql:'];
	const example = 'postgresql://user:password@host:5432/chuan';
	const databaseUrl = readUrl(env, 'DATABASE_URL', postgres, example);
	const origin = readUrl(env, 'ORIGIN', ['http:', 'https:'], 'https://chuan.example.vn');
	const data = given(env, 'CHUAN_DATA');
	checkRate(env);
	checkIssuer(env);
	return {
		root,
		dev: args.includes('--dev'),
		port,
		host: given(env, 'HOST') ?? 'localhost',
		origin: (origin ?? `http://localhost:${port}`).replace(/\/+$/, ''),
		dataFolder: data === undefined ? path.join(root, 'data') : path.resolve(cwd, data),
		databaseUrl,
		databaseOwnerUrl: readUrl(env, 'DATABASE_OWNER_URL', postgres, example),
		s3: readS3(env),
		production: given(env, 'NODE_ENV') === 'production' && databaseUrl !== undefined,
		sendsMail:
			readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@mail.example.vn:587') !== undefined,
		namesProxies: readProxies(env),
		demonstration: given(env, 'CHUAN_DEMO') === '1',
		audit: readAudit(env, cwd),
		backup: readBackup(env, cwd),
		backupDatabaseUrl: readUrl(env, 'CHUAN_BACKUP_DATABASE_URL', postgres, example)
	};
}

/** Without a way out for mail nobody could confirm an address, and one-time links would stay in the database. */
export function requireMail({ production, sendsMail }: Settings): void {
	if (!production || sendsMail) return;
	throw new CannotStart(
		'Chế độ vận hành cần một máy chủ thư: hãy đặt SMTP_URL. Không có máy chủ thư thì không ai xác nhận được địa chỉ, và đường dẫn một lần nằm lại trong cơ sở dữ liệu.',
		'Production needs a mail server: set SMTP_URL. Without one nobody can confirm an address, and one-time links stay in the database.'
	);
}

/** The portal speaks no TLS itself: an https address means a proxy, and unnamed it would be everybody's address. */
export function requireProxies({ production, origin, namesProxies }: Settings): void {
	if (!production || namesProxies || !origin.startsWith('https:')) return;
	throw new CannotStart(
		'ORIGIN là địa chỉ https nên phía trước có máy chủ proxy: hãy đặt TRUSTED_PROXIES. Thiếu giá trị này, mọi người dùng mang chung một địa chỉ và một người có thể làm chậm tất cả.',
		'ORIGIN is an https address, so a proxy stands before the portal: set TRUSTED_PROXIES. Without it all users have one address, and one of them can slow down everybody.'
	);
}
