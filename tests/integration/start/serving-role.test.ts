import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeAuditKeys } from '../../../src/cli/audit-keys.ts';
import { checkServingRole } from '../../../src/cli/serving-role.ts';
import { ensureExtensions } from '../../../src/cli/postgres/provision.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/server-process.ts';
import { root } from '../../support/source-files.ts';

const serverUrl = (role: string, database: string) =>
	`postgresql://${role}@localhost/${database}?host=${encodeURIComponent(inject('postgresSocket'))}`;
const asAppRole = (url: string) => `${url}&options=-c%20role%3Dchuan_app`;

let database: TestDatabase;
let superuser: pg.Pool;
const made: string[] = [];

/** An account as an administrator of a server might make it. */
async function account(attributes: string, ...statements: readonly string[]): Promise<string> {
	const name = `account_${randomBytes(6).toString('hex')}`;
	made.push(name);
	await superuser.query(`CREATE ROLE ${name} LOGIN ${attributes}`);
	for (const statement of statements) await superuser.query(statement.replaceAll('$account', name));
	return name;
}

beforeAll(async () => {
	database = await freshDatabase();
	superuser = new pg.Pool({ connectionString: serverUrl('postgres', database.name), max: 1 });
});
afterAll(async () => {
	for (const name of made) await superuser.query(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
	await superuser.end();
	await database.close();
});

describe('in production the account of the portal', () => {
	it('serves when it is a member of chuan_app and nothing else', async () => {
		const plain = await account(
			'',
			'GRANT CONNECT ON DATABASE ' + database.name + ' TO $account',
			'GRANT chuan_app TO $account'
		);
		await expect(checkServingRole(asAppRole(serverUrl(plain, database.name)), true)).resolves.toBeUndefined();
	});

	it('serves when it is chuan_app itself', async () => {
		await expect(checkServingRole(database.appUrl, true)).resolves.toBeUndefined();
	});

	const connect = () => 'GRANT CONNECT ON DATABASE ' + database.name + ' TO $account';
	it.each([
		['is the owner', 'GRANT chuan_owner TO $account', /may become the owner of: .*tables \(chuan_owner\)/],
		[
			'may become the owner only by SET ROLE',
			'GRANT chuan_owner TO $account WITH INHERIT FALSE, SET TRUE',
			/tables \(chuan_owner\)/
		],
		[
			'may give itself the owner’s role',
			'GRANT chuan_owner TO $account WITH ADMIN TRUE, INHERIT FALSE, SET FALSE',
			/tables \(chuan_owner\)/
		],
		['owns one table', 'ALTER TABLE training_of_test OWNER TO $account', /tables \(account_/],
		['may make roles', 'ALTER ROLE $account CREATEROLE', /CREATEROLE/],
		['is a superuser', 'ALTER ROLE $account SUPERUSER', /SUPERUSER/],
		['writes past every grant', 'GRANT pg_write_all_data TO $account', /pg_write_all_data/],
		[
			'may change the trail by a grant of its own',
			'GRANT UPDATE ON audit_entry TO $account',
			/change or delete audit_entry/
		],
		['makes temporary tables', `GRANT TEMPORARY ON DATABASE $database TO $account`, /temporary tables/],
		['makes tables', `GRANT CREATE ON SCHEMA public TO $account`, /create objects/]
	])('is refused when it %s', async (_what, statement, reason) => {
		await superuser.query('CREATE TABLE IF NOT EXISTS training_of_test (id int)');
		const wide = await account(
			'',
			connect(),
			'GRANT chuan_app TO $account',
			statement.replace('$database', database.name)
		);
		const url = asAppRole(serverUrl(wide, database.name));
		await expect(checkServingRole(url, true)).rejects.toThrow(reason);
		// Outside production it is said, and the portal starts.
		await expect(checkServingRole(url, false)).resolves.toBeUndefined();
		await superuser.query(`DROP OWNED BY ${wide} CASCADE; DROP ROLE ${wide}`);
		made.splice(made.indexOf(wide), 1);
	});
});

describe('a server with one account for everything', () => {
	it('ends the start in production, and says what to set', async () => {
		const single = await account('', 'GRANT chuan_app TO $account');
		const name = `single_${randomBytes(6).toString('hex')}`;
		await superuser.query(`CREATE DATABASE ${name} OWNER ${single} TEMPLATE template0`);
		const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-single-'));
		try {
			await ensureExtensions(serverUrl('postgres', name));
			const owning = new pg.Client({ connectionString: serverUrl('postgres', name) });
			await owning.connect();
			await owning.query(`ALTER SCHEMA public OWNER TO ${single}`);
			await owning.end();
			await makeAuditKeys(path.join(folder, 'keys'));
			const { code, said } = await startedWith({
				NODE_ENV: 'production',
				DATABASE_URL: serverUrl(single, name),
				CHUAN_DATA: folder,
				PORT: String(await freePort()),
				SMTP_URL: 'smtp://127.0.0.1:1',
				CHUAN_AUDIT_KEY_FILE: path.join(folder, 'keys', 'audit.keys'),
				CHUAN_CHECKPOINT_KEY: path.join(folder, 'keys', 'checkpoint.pem'),
				CHUAN_CHECKPOINTS: path.join(folder, 'checkpoints'),
				// An escape that older versions knew opens nothing.
				CHUAN_ALLOW_SINGLE_ROLE: '1'
			});
			expect(said).toContain(`The portal's account ${single} can get around the rules of the database`);
			expect(said).toContain(`owns, or may become the owner of: `);
			expect(said).toContain('DATABASE_OWNER_URL');
			expect(code).toBe(1);
		} finally {
			await superuser.query(`DROP DATABASE ${name} WITH (FORCE)`);
			await rm(folder, { recursive: true, force: true });
		}
	}, 60_000);
});

/** The real start, with settings of its own; ends when it refuses, or after 50 s. */
function startedWith(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
	const { DATABASE_OWNER_URL: _owner, ...inherited } = process.env;
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['src/cli/supervise.ts'], {
			cwd: root,
			env: { ...inherited, ...settings },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const late = setTimeout(() => child.kill('SIGTERM'), 50_000);
		child.once('error', reject);
		child.once('close', (code) => {
			clearTimeout(late);
			resolve({ code, said });
		});
	});
}
