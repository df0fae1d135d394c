/**
 * `npm run migration:diff`: prints the SQL that leads from prisma/migrations to prisma/schema.prisma, for the next
 * migration file. Prints nothing when they agree. Starts a database of its own and needs no network.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { endWith } from '../src/cli/cannot-start.ts';
import { startEmbeddedPostgres } from '../src/cli/embedded-postgres.ts';
import { OWNER_ROLE, ensureDatabase, ensureExtensions, ensureRoles } from '../src/cli/postgres/provision.ts';
import { diffMigrations } from '../src/lib/server/db/migrate.ts';

const root = path.resolve(import.meta.dirname, '..');
const REPLAY = 'replay';

async function diff(): Promise<string> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-diff-'));
	const server = await startEmbeddedPostgres({
		clusterFolder: path.join(folder, 'postgres'),
		logFile: path.join(folder, 'postgres.log'),
		settings: { fsync: 'off' }
	});
	try {
		await ensureRoles(server.url('postgres', 'postgres'));
		await ensureDatabase(server.url('postgres', 'postgres'), REPLAY);
		await ensureExtensions(server.url('postgres', REPLAY));
		return await diffMigrations({
			folder: path.join(root, 'prisma/migrations'),
			schema: await readFile(path.join(root, 'prisma/schema.prisma'), 'utf8'),
			shadowUrl: server.url(OWNER_ROLE, REPLAY)
		});
	} finally {
		await server.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

try {
	console.log(await diff());
} catch (thrown) {
	endWith(thrown);
}
