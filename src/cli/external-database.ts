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

async function open(url: string, variable: string): Promise<pg.Client> {
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

async function firstRow(
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

async function canBecomeApp(url: string): Promise<boolean> {
	const client = await open(url, 'DATABASE_URL');
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
	const owner = await open(ownerUrl, settings.databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL');
	try {
		await checkServer(owner);
		await ensureExtensions(owner);
		await ensureAppRole(owner);
	} finally {
		await owner.end();
	}
	return { ownerUrl, appUrl: (await canBecomeApp(databaseUrl)) ? asAppRole(databaseUrl) : databaseUrl };
}

/**
 * After migrating: the running portal must not be able to rewrite history, and production needs the true time.
 */
export async function checkRunningRole(addresses: DatabaseAddresses, settings: Settings): Promise<void> {
	const app = await open(addresses.appUrl, 'DATABASE_URL');
	try {
		const { rewrites, reads, moved } = await firstRow(
			app,
			`SELECT has_table_privilege('public.audit_entry', 'UPDATE') AS rewrites,
			        has_table_privilege('public.audit_entry', 'SELECT') AS reads,
			        (SELECT offset_sec <> 0 FROM public.app_clock WHERE id = 1) AS moved`
		);
		if (reads !== true) {
			throw new CannotStart(
				`Tài khoản trong DATABASE_URL chưa có quyền. Hãy chạy: GRANT ${APP_ROLE} TO <tài khoản đó>;`,
				`The account in DATABASE_URL lacks its rights. Run: GRANT ${APP_ROLE} TO <that account>;`
			);
		}
		if (moved === true && settings.production) {
			throw new CannotStart(
				'Đồng hồ của cơ sở dữ liệu (app_clock) đang bị dời. Cơ sở dữ liệu trình diễn không dùng cho vận hành chính thức; hãy dùng một cơ sở dữ liệu mới.',
				'The clock of this database (app_clock) has been moved. A demonstration database does not serve production; use a new database.'
			);
		}
		if (rewrites !== true) return;
		const vi = `Tài khoản của cổng sửa được nhật ký kiểm toán. Hãy đặt DATABASE_OWNER_URL cho tài khoản sở hữu, và để DATABASE_URL là một tài khoản chỉ thuộc vai trò ${APP_ROLE}.`;
		const en = `The portal's account can rewrite the audit trail. Set DATABASE_OWNER_URL to the owning account, and DATABASE_URL to an account that is only a member of ${APP_ROLE}.`;
		if (settings.production && !settings.allowSingleRole) {
			throw new CannotStart(
				`${vi} (Hoặc chấp nhận rủi ro: CHUAN_ALLOW_SINGLE_ROLE=1.)`,
				`${en} (Or accept the risk: CHUAN_ALLOW_SINGLE_ROLE=1.)`
			);
		}
		console.error(`! ${vi}\n! ${en}`);
	} finally {
		await app.end();
	}
}
