import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyMigrations, diffMigrations } from '#lib/server/db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import { linesWith, root, sourceFiles, textOf } from '../support/source-files.ts';

const folder = path.join(root, 'prisma/migrations');

/**
 * What the migrations make by hand and schema.prisma cannot say, as the difference would undo it.
 * Functions, triggers, checks and grants are not part of the difference; tests in SQL hold those.
 */
const HAND_WRITTEN = [
	'DROP INDEX "application_search"',
	'DROP INDEX "call_search"',
	'DROP INDEX "organisation_search"',
	'DROP INDEX "person_search"'
];

function statements(sql: string): string[] {
	return sql
		.replace(/^--.*$/gm, '')
		.split(';')
		.map((statement) => statement.trim())
		.filter((statement) => statement !== '');
}

describe('migrations', () => {
	it('make what schema.prisma says, but for the listed objects', async () => {
		const replay = await emptyDatabase();
		const sql = await diffMigrations({
			folder,
			schema: textOf('prisma/schema.prisma'),
			shadowUrl: replay.ownerUrl
		});
		await replay.close();
		expect(statements(sql).sort()).toEqual([...HAND_WRITTEN].sort());
	});

	it('change nothing when applied twice', async () => {
		const database = await emptyDatabase();
		const first = await applyMigrations({ url: database.ownerUrl, folder });
		const second = await applyMigrations({ url: database.ownerUrl, folder });
		await database.close();
		expect(first.length).toBeGreaterThan(0);
		expect(second).toEqual([]);
	});

	it('leave the transaction to the engine, so that a failed one leaves nothing', () => {
		const scripts = sourceFiles('prisma/migrations').filter((file) => file.endsWith('.sql'));
		expect(linesWith(scripts, /^\s*(BEGIN|COMMIT|ROLLBACK|START TRANSACTION)\s*;|\bCONCURRENTLY\b/i)).toEqual(
			[]
		);
	});

	it('are named by their time and what they do', () => {
		const names = new Set(sourceFiles('prisma/migrations').map((file) => file.split('/')[2] ?? ''));
		names.delete('migration_lock.toml');
		expect([...names].filter((name) => !/^\d{14}_[a-z0-9_]+$/.test(name))).toEqual([]);
	});
});
