import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { identifiers } from '../../src/lib/server/ids.ts';
import { WEB_ENVIRONMENT, WEB_FLAGS } from '../../src/cli/web-flags.ts';
import type { TestDatabase } from './database.ts';
import { freePort } from './server-process.ts';
import { root } from './source-files.ts';

/** The built portal as it runs for everybody, on a database of the test's own. */
export interface Portal {
	readonly origin: string;
	/** What the process has written, for a failure's message. */
	said(): string;
	close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/**
 * Starts the web process of the build. `npm test` has built it; a stale build tests yesterday's pages.
 * `objects`: a store that is there already; `settings`: those that the test is about.
 */
export async function startPortal(
	database: Pick<TestDatabase, 'appUrl'>,
	objects?: string,
	settings: NodeJS.ProcessEnv = {}
): Promise<Portal> {
	if (!existsSync(path.join(root, 'build', 'index.js'))) throw new Error('there is no build: npm run build');
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-portal-'));
	const port = await freePort();
	const origin = `http://127.0.0.1:${String(port)}`;
	const written: string[] = [];
	const child = spawn(path.join(root, 'node_modules', '.bin', 'node'), [...WEB_FLAGS, 'src/cli/web.mjs'], {
		cwd: root,
		env: {
			...process.env,
			NODE_ENV: 'production',
			HOST: '127.0.0.1',
			PORT: String(port),
			ORIGIN: origin,
			...WEB_ENVIRONMENT,
			DATABASE_URL: database.appUrl,
			CHUAN_OBJECTS: objects ?? folder,
			CHUAN_DATA: folder,
			CHUAN_EMBEDDED: '1',
			...settings
		},
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (bytes: Buffer) => {
			written.push(bytes.toString('utf8'));
			if (written.length > 400) written.shift();
		});
	}
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const said = (): string => written.join('');
	const close = async (): Promise<void> => {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
		await ended;
		await rm(folder, { recursive: true, force: true });
	};
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		if (await answers(`${origin}/dang-nhap`, written)) return { origin, said, close };
		if (child.exitCode !== null || Date.now() > until) {
			await close();
			throw new Error(`the portal did not start: ${said()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 150));
	}
}

/** Whether the portal answers; what went wrong so far is told when it never does. */
async function answers(address: string, written: string[]): Promise<boolean> {
	try {
		const answer = await fetch(address);
		await answer.body?.cancel();
		return answer.ok;
	} catch (error) {
		written.push(`${String(error)}\n`);
		return false;
	}
}

/** A cookie of a session of this account, as signing in would have left it. */
export async function signIn(database: TestDatabase, accountId: string): Promise<string> {
	const token = randomBytes(24).toString('base64url');
	await keepSignedIn(database, accountId, token);
	return `chuan_session=${token}`;
}

/** Puts a session back that a request may have ended. */
export async function keepSignedIn(database: TestDatabase, accountId: string, token: string): Promise<void> {
	await database.owner.query(
		`INSERT INTO session (id, account_id, created_at, seen_at) SELECT $1, $2, n.at, n.at FROM (SELECT app_now() AS at) AS n
		 ON CONFLICT (id) DO NOTHING`,
		[identifiers.sha256(token), accountId]
	);
}

const WATCHED_OUT = new Set([
	'audit_entry',
	'audit_detail',
	'audit_seal',
	'session',
	'attempt_limit',
	'app_clock'
]);

/** A digest of everything stored but the trail of refusals and sessions, table by table. */
export async function contentOf(database: TestDatabase): Promise<Readonly<Record<string, string>>> {
	const { rows } = await database.owner.query<{ name: string }>(
		`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`
	);
	const names = rows.map(({ name }) => name).filter((name) => !WATCHED_OUT.has(name));
	const parts = names.map(
		(name) =>
			`SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS digest FROM "${name}" t`
	);
	const digests = await database.owner.query<{ name: string; digest: string }>(parts.join(' UNION ALL '));
	return Object.fromEntries(digests.rows.map(({ name, digest }) => [name, digest]));
}
