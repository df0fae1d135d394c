import pg from 'pg';

/** The role that owns the schema and applies migrations. */
export const OWNER_ROLE = 'chuan_owner';
/** The role of the running portal: no UPDATE or DELETE where history is kept. */
export const APP_ROLE = 'chuan_app';
/** The embedded server's database of the portal. */
export const DATABASE = 'chuan';

const EXTENSIONS = ['unaccent', 'pg_trgm', 'btree_gist', 'pgcrypto'];

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url, application_name: 'chuan-provision' });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** The two roles, once per server. Neither may make roles or databases. */
export async function ensureRoles(superuserUrl: string): Promise<void> {
	await withClient(superuserUrl, async (client) => {
		for (const role of [OWNER_ROLE, APP_ROLE]) {
			const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
			if (rowCount === 0) {
				await client.query(
					`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`
				);
			}
		}
	});
}

/**
 * Makes a database when it is missing (`template` copies another one, rows included), and sees to it that the
 * portal may connect and no more.
 */
export async function ensureDatabase(
	superuserUrl: string,
	name: string,
	template = 'template0'
): Promise<void> {
	await withClient(superuserUrl, async (client) => {
		const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
		const quoted = client.escapeIdentifier(name);
		if (rowCount === 0) {
			await client.query(
				`CREATE DATABASE ${quoted} OWNER ${OWNER_ROLE} TEMPLATE ${client.escapeIdentifier(template)}`
			);
		}
		// A temporary table could stand in for one that a function of the owner reads; the portal makes none.
		await client.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC, ${APP_ROLE}`);
		await client.query(`GRANT CONNECT ON DATABASE ${quoted} TO ${APP_ROLE}`);
	});
}

/** Extensions (a superuser's work) and the owner of the schema, inside one database. */
export async function ensureExtensions(superuserUrlOfDatabase: string): Promise<void> {
	await withClient(superuserUrlOfDatabase, async (client) => {
		for (const extension of EXTENSIONS) {
			await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension} WITH SCHEMA public`);
		}
		await client.query(`ALTER SCHEMA public OWNER TO ${OWNER_ROLE}`);
		await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
		await client.query(`GRANT USAGE ON SCHEMA public TO ${APP_ROLE}`);
	});
}
