import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/cli/embedded-postgres.ts';
import {
	OWNER_ROLE,
	ensureDatabase,
	ensureExtensions,
	ensureRoles
} from '../../src/cli/postgres/provision.ts';
import { applyMigrations } from '../../src/lib/server/db/migrate.ts';

/** Database that every test database is a copy of: migrated, without rows of its own. */
export const TEMPLATE_DATABASE = 'chuan_template';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Folder of the test server's socket. */
		postgresSocket: string;
		/** Folder of the test server's cluster. */
		postgresCluster: string;
	}
}

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** One real PostgreSQL for a whole run, in a folder of its own that is gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-test-'));
	const clusterFolder = path.join(folder, 'postgres');
	// Nothing here outlives the run, so nothing needs to survive a power cut.
	const server = await startEmbeddedPostgres({
		clusterFolder,
		logFile: path.join(folder, 'postgres.log'),
		settings: {
			fsync: 'off',
			synchronous_commit: 'off',
			full_page_writes: 'off',
			max_connections: '300',
			log_min_messages: 'fatal'
		}
	});
	const stop = async () => {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const superuser = server.url('postgres', 'postgres');
		await ensureRoles(superuser);
		await ensureDatabase(superuser, TEMPLATE_DATABASE);
		await ensureExtensions(server.url('postgres', TEMPLATE_DATABASE));
		const owner = server.url(OWNER_ROLE, TEMPLATE_DATABASE);
		await applyMigrations({ url: owner, folder: MIGRATIONS });
	} catch (thrown) {
		await stop();
		throw thrown;
	}
	project.provide('postgresSocket', server.socketFolder);
	project.provide('postgresCluster', clusterFolder);
	return stop;
}
