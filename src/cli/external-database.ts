import pg from 'pg';
import { CannotStart, reasonOf } from './cannot-start.ts';
import { APP_ROLE } from './postgres/provision.ts';
import type { Settings } from './settings.ts';

const REQUIRED_EXTENSIONS = ['unaccent', 'pg_trgm', 'btree_gist', 'pgcrypto'];
const OLDEST_SERVER = 160_000;

export interface DatabaseAddresses {
	/** For migrations, seeds and nothing else. */
	readonly ownerUrl: string;
	/** For the portal. */
	readonly appUrl: string;
}

/** Where an address leads, without its password. */
function place(url: string): string {
	const { hostname, port, pathname, searchParams } = new URL(url);
	return `${searchParams.get('host') ?? hostname}${port ? `:${port}` : ''}${pathname}`;
}

/** Connects, or says which setting leads nowhere. */
export async function openConnection(url: string, variable: string): Promise<pg.Client> {
	const client = new pg.Client({
		connectionString: url,
		application_name: 'chuan-start',
		connectionTimeoutMillis: 10_000
	});
	try {
		await client.connect();
		return client;
	} catch (thrown) {
		throw new CannotStart(
			`Không kết nối được cơ sở dữ liệu ${place(url)}: ${reasonOf(thrown)}. Hãy kiểm tra ${variable} và máy chủ PostgreSQL.`,
			`The database ${place(url)} cannot be reached: ${reasonOf(thrown)}. Check ${variable} and the PostgreSQL server.`,
			thrown
		);
	}
}

/** The one row of a question that always has one. */
export async function firstRow(
	client: pg.Client,
	sql: string,
	values: unknown[] = []
): Promise<Record<string, unknown>> {
	const { rows } = await client.query<Record<string, unknown>>(sql, values);
	return rows[0] ?? {};
}

async function checkServer(owner: pg.Client): Promise<void> {
	const { version, encoding } = await firstRow(
		owner,
		`SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`
	);
	if (Number(version) < OLDEST_SERVER) {
		throw new CannotStart(
			'Máy chủ PostgreSQL quá cũ. Hãy dùng PostgreSQL 16 trở lên.',
			'The PostgreSQL server is too old. Use PostgreSQL 16 or later.'
		);
	}
	if (encoding !== 'UTF8') {
		throw new CannotStart(
			`Cơ sở dữ liệu dùng bảng mã ${String(encoding)}. Hãy tạo lại với ENCODING 'UTF8'.`,
			`The database is encoded in ${String(encoding)}. Create it again with ENCODING 'UTF8'.`
		);
	}
}

async function ensureExtensions(owner: pg.Client): Promise<void> {
	for (const name of REQUIRED_EXTENSIONS) {
		try {
			await owner.query(`CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA public`);
		} catch (thrown) {
			throw new CannotStart(
				`Thiếu phần mở rộng ${name} và tài khoản không được tạo (${reasonOf(thrown)}). Người quản trị máy chủ hãy chạy: CREATE EXTENSION ${name};`,
				`The extension ${name} is missing and may not be created (${reasonOf(thrown)}). Let the server's administrator run: CREATE EXTENSION ${name};`,
				thrown
			);
		}
	}
}

async function ensureAppRole(owner: pg.Client): Promise<void> {
	const { found } = await firstRow(
		owner,
		'SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS found',
		[APP_ROLE]
	);
	if (found === true) return;
	try {
		await owner.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
	} catch (thrown) {
		throw new CannotStart(
			`Chưa có vai trò ${APP_ROLE} và tài khoản không được tạo (${reasonOf(thrown)}). Người quản trị máy chủ hãy chạy: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <tài khoản của DATABASE_URL>;`,
			`The role ${APP_ROLE} is missing and may not be created (${reasonOf(thrown)}). Let the server's administrator run: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <the account of DATABASE_URL>;`,
			thrown
		);
	}
}

/** The same address, every session of which works as the portal's restricted role. */
function asAppRole(url: string): string {
	const restricted = new URL(url);
	const options = restricted.searchParams.get('options');
	restricted.searchParams.set('options', `${options ? `${options} ` : ''}-c role=${APP_ROLE}`);
	// URLSearchParams writes a space as `+`, which other readers of such an address take literally.
	restricted.search = restricted.search.replaceAll('+', '%20');
	return restricted.href;
}

/** By default everybody may make temporary tables; the portal's role may not. Left to the check when not allowed to. */
async function withoutTemporaryTables(owner: pg.Client): Promise<void> {
	const { name, owns } = await firstRow(
		owner,
		`SELECT datname AS name, pg_has_role(current_user, datdba, 'USAGE') AS owns FROM pg_database WHERE datname = current_database()`
	);
	if (owns !== true) return;
	await owner.query(
		`REVOKE TEMPORARY ON DATABASE ${owner.escapeIdentifier(String(name))} FROM PUBLIC, ${APP_ROLE}`
	);
}

async function canBecomeApp(url: string): Promise<boolean> {
	const client = await openConnection(url, 'DATABASE_URL');
	try {
		const { can } = await firstRow(client, `SELECT pg_has_role(current_user, $1, 'SET') AS can`, [APP_ROLE]);
		return can === true;
	} finally {
		await client.end();
	}
}

/**
 * Checks a PostgreSQL server that somebody else runs, and makes what migrations expect there.
 * With DATABASE_OWNER_URL the portal's account may be one that owns nothing; without it the one account
 * migrates, and the portal's sessions step down to `chuan_app` where the account is a member of it.
 */
export async function openExternalDatabase(settings: Settings): Promise<DatabaseAddresses> {
	const databaseUrl = settings.databaseUrl ?? '';
	const ownerUrl = settings.databaseOwnerUrl ?? databaseUrl;
	const owner = await openConnection(
		ownerUrl,
		settings.databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
	);
	try {
		await checkServer(owner);
		await ensureExtensions(owner);
		await ensureAppRole(owner);
		await withoutTemporaryTables(owner);
	} finally {
		await owner.end();
	}
	return { ownerUrl, appUrl: (await canBecomeApp(databaseUrl)) ? asAppRole(databaseUrl) : databaseUrl };
}
