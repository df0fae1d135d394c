import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import {
	APP_ROLE,
	OWNER_ROLE,
	ensureDatabase,
	ensureExtensions,
	ensureRoles
} from '../../src/cli/postgres/provision.ts';
import type { JsonValue } from '../../src/lib/domain/shared/canonical-json.ts';
import type { Result } from '../../src/lib/domain/shared/result.ts';
import { storeDefinition } from '../../src/lib/server/app/definitions/store-definition.ts';
import { closeSession } from '../../src/lib/server/app/sessions/close-session.ts';
import { tallySession } from '../../src/lib/server/app/sessions/tally-session.ts';
import { systemContext } from '../../src/lib/server/app/system-context.ts';
import { buildApp } from '../../src/lib/server/container.ts';
import { applyMigrations } from '../../src/lib/server/db/migrate.ts';
import { processorOfFamily } from './processor.ts';

const root = path.resolve(import.meta.dirname, '../..');
const DATABASE = 'chuan_bench';

export interface BenchWorld {
	/** As the running portal. */
	readonly appUrl: string;
	/** As a superuser, for counting what was really written. */
	readonly adminUrl: string;
	readonly objects: string;
	readonly applications: number;
	/** Milliseconds of processor that PostgreSQL has used; undefined where the system does not say. */
	processor(): number | undefined;
	stop(): Promise<void>;
}

/** The id that seed.sql gives to a name. */
export function idOf(name: string): string {
	const hex = createHash('md5').update(name).digest('hex');
	const marked = `${hex.slice(0, 12)}8${hex.slice(13, 16)}8${hex.slice(17)}`;
	return marked.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function must<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new Error(JSON.stringify(result.refusal));
}

/** A PostgreSQL of its own in `folder`, migrated and filled. It writes as durably as the portal's own one. */
export async function openBenchWorld(folder: string, applications: number): Promise<BenchWorld> {
	const server = await startEmbeddedPostgres({
		clusterFolder: path.join(folder, 'postgres'),
		logFile: path.join(folder, 'postgres.log')
	});
	try {
		const superuser = server.url('postgres', 'postgres');
		await ensureRoles(superuser);
		await ensureDatabase(superuser, DATABASE);
		const adminUrl = server.url('postgres', DATABASE);
		await ensureExtensions(adminUrl);
		const owner = server.url(OWNER_ROLE, DATABASE);
		await applyMigrations({ url: owner, folder: path.join(root, 'prisma/migrations') });
		const appUrl = server.url(APP_ROLE, DATABASE);
		const objects = path.join(folder, 'objects');
		await fill({ adminUrl, appUrl, objects, applications });
		const processor = (): number | undefined => processorOfFamily(server.pid);
		return { appUrl, adminUrl, objects, applications, processor, stop: () => server.stop() };
	} catch (thrown) {
		await server.stop();
		throw thrown;
	}
}

async function fill(about: {
	readonly adminUrl: string;
	readonly appUrl: string;
	readonly objects: string;
	readonly applications: number;
}): Promise<void> {
	const app = await buildApp(
		{ DATABASE_URL: about.appUrl, CHUAN_OBJECTS: about.objects, CHUAN_EMBEDDED: '1' },
		'chuan-bench'
	);
	const admin = new pg.Client({ connectionString: about.adminUrl });
	await admin.connect();
	try {
		const definition = await readFile(path.join(root, 'definitions/map.json'), 'utf8');
		const { id: definitionId } = must(
			await storeDefinition(systemContext(app), JSON.parse(definition) as JsonValue)
		);
		await admin.query(`SET bench.applications = '${about.applications}'`);
		const revision = await readFile(path.join(import.meta.dirname, 'revision.json'), 'utf8');
		await admin.query('CREATE TEMPORARY TABLE bench_revision (content jsonb)');
		await admin.query('INSERT INTO bench_revision VALUES ($1)', [revision]);
		await admin.query(await readFile(path.join(import.meta.dirname, 'seed.sql'), 'utf8'));
		// Publishing a call freezes its definition.
		await app.db.transaction((tx) => tx.definitions.freeze(definitionId));

		// The ranking is counted and the session closed by the portal itself, so that all is stored that it stores.
		const chair = await app.db.read.identity.loadPerson(idOf(`account of ${idOf('person seat 1')}`));
		if (chair === undefined) throw new Error('the chair is missing');
		const ctx = { app, actor: chair, requestId: 'bench', locale: 'vi' } as const;
		await admin.query(
			`UPDATE review_session SET counting_board = (
			   SELECT jsonb_agg(jsonb_build_object('memberId', b.id, 'head', b.place = 1) ORDER BY b.place)
			   FROM (SELECT m.id, row_number() OVER (ORDER BY m.position, m.id) AS place FROM council_member m
			     JOIN attendance w ON w.member_id = m.id AND w.session_id = $1 AND w.present
			     WHERE m.role <> 'administrative_secretary' LIMIT 3) b) WHERE id = $1`,
			[idOf('session 0')]
		);
		const lotId = idOf('lot 0');
		must(await tallySession(ctx, { lotId, version: 1 }));
		must(
			await closeSession(ctx, { lotId, version: 2, conclusion: 'Hội đồng đề nghị theo thứ tự xếp hạng.' })
		);
	} finally {
		await admin.end();
		await app.db.close();
	}
}
