import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DiffTarget, MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { openSchemaEngine } from './schema-engine.ts';

/** One process migrates at a time and the others wait; the engine's own lock gives up after 10 s. */
const MIGRATION_LOCK = '7270736901';
/** What the engine prints for two equal schemas. */
const NO_CHANGE = '-- This is an empty migration.';
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** Reads `prisma/migrations` as the engine wants it: folders in name order, one script in each. */
async function readMigrations(folder: string): Promise<MigrationList> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
	return {
		baseDir: folder,
		lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
		shadowDbInitScript: '',
		migrationDirectories: await Promise.all(
			names.map(async (name) => ({
				path: name,
				migrationFile: {
					path: 'migration.sql',
					content: {
						tag: 'ok' as const,
						value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
					}
				}
			}))
		)
	};
}

/** The database was made by migrations whose text has changed since: it belongs to another version. */
export class MigrationsChanged extends Error {
	readonly names: readonly string[];

	constructor(names: readonly string[]) {
		super(`Migrations were changed after they were applied: ${names.join(', ')}`);
		this.name = 'MigrationsChanged';
		this.names = names;
	}
}

/** A newer release has migrated the database in a way that this one does not know to be harmless. */
export class DatabaseNewer extends Error {
	readonly names: readonly string[];

	constructor(names: readonly string[]) {
		super(`The database has migrations of a newer release: ${names.join(', ')}`);
		this.name = 'DatabaseNewer';
		this.names = names;
	}
}

/** Migrations of a newer release than the one whose names these are, but for those that say that it works with them. */
async function newerThan(db: pg.Client, known: readonly string[]): Promise<readonly string[]> {
	const tables = await db.query<{ applied: string | null; marked: string | null }>(
		`SELECT to_regclass('_prisma_migrations')::text AS applied, to_regclass('compatible_migration')::text AS marked`
	);
	const { applied = null, marked = null } = tables.rows[0] ?? {};
	if (applied === null) return [];
	const { rows } = await db.query<{ name: string }>(
		`SELECT migration_name AS name FROM _prisma_migrations
		 WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND NOT (migration_name = ANY ($1))
		 ${marked === null ? '' : 'AND migration_name NOT IN (SELECT migration FROM compatible_migration)'} ORDER BY 1`,
		[known]
	);
	return rows.map(({ name }) => name);
}

export interface MigrateOptions {
	/** Address of a role that owns the schema. */
	readonly url: string;
	/** `prisma/migrations`. */
	readonly folder: string;
}

/**
 * Brings the database to the last migration and returns the names of those applied now.
 * Like `prisma migrate deploy`: kept in `_prisma_migrations`, each migration whole or not at all,
 * and a migration whose text changed after it was applied is an error. Throws `DatabaseNewer` before it changes anything.
 */
export async function applyMigrations({ url, folder }: MigrateOptions): Promise<string[]> {
	const pool = new pg.Pool({ connectionString: url, application_name: 'chuan-migrate', max: 1 });
	const lock = new pg.Client({ connectionString: url, application_name: 'chuan-migrate' });
	await lock.connect();
	try {
		await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
		const migrationsList = await readMigrations(folder);
		const newer = await newerThan(
			lock,
			migrationsList.migrationDirectories.map(({ path: name }) => name)
		);
		if (newer.length > 0) throw new DatabaseNewer(newer);
		const engine = await openSchemaEngine(pool);
		const known = await engine.diagnoseMigrationHistory({
			migrationsList,
			optInToShadowDatabase: false,
			filters: NO_FILTER
		});
		const edited = known.editedMigrationNames.filter((name) => !known.failedMigrationNames.includes(name));
		if (edited.length > 0) {
			throw new MigrationsChanged(edited);
		}
		// A script runs as one transaction, so one that failed has left nothing: it may be tried again.
		for (const migrationName of known.failedMigrationNames) {
			await engine.markMigrationRolledBack({ migrationName });
		}
		const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
		return appliedMigrationNames;
	} finally {
		// Ending the session gives the lock back, whatever happened above.
		await lock.end();
		await pool.end();
	}
}

export interface DiffOptions {
	/** `prisma/migrations`. */
	readonly folder: string;
	/** Text of `prisma/schema.prisma`. */
	readonly schema: string;
	/** An empty database, with the extensions, for replaying the migrations. */
	readonly shadowUrl: string;
}

/** SQL that would lead from what the migrations make to what the schema says; empty when they agree. */
export async function diffMigrations({ folder, schema, shadowUrl }: DiffOptions): Promise<string> {
	const pool = new pg.Pool({ connectionString: shadowUrl, application_name: 'chuan-migration-diff', max: 1 });
	try {
		const engine = await openSchemaEngine(pool);
		const from: DiffTarget = { tag: 'migrations', ...(await readMigrations(folder)) };
		const to: DiffTarget = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] };
		const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: NO_FILTER });
		return stdout === null || stdout.trim() === NO_CHANGE ? '' : stdout;
	} finally {
		await pool.end();
	}
}
