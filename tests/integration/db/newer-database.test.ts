import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyRelease } from '../../../src/cli/apply-release.ts';
import { CannotStart } from '../../../src/cli/cannot-start.ts';
import { freshDatabase } from '../../support/database.ts';

/** An older release meets a database that a newer one has upgraded. */

const ROOT = path.resolve(import.meta.dirname, '../../..');
const NEWER = '29991231000000_drop_what_is_needed';
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(async () => {
	await database.close();
});

describe('a database of a newer release', () => {
	it('is left alone by an older one, which names what it does not know', async () => {
		expect(await applyRelease(ROOT, database.ownerUrl)).toEqual([]);
		await database.owner.query(
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
			 VALUES ('newer', 'x', $1, now(), 1)`,
			[NEWER]
		);
		const refused = await applyRelease(ROOT, database.ownerUrl).catch((thrown: unknown) => thrown);
		expect(refused).toBeInstanceOf(CannotStart);
		expect((refused as CannotStart).vi).toContain(NEWER);
		expect((refused as CannotStart).en).toContain('Run that version, or restore a backup');
	});

	it('is served where the newer release says that the older one works with it', async () => {
		await database.owner.query('INSERT INTO compatible_migration (migration, reason) VALUES ($1, $2)', [
			NEWER,
			'adds an index'
		]);
		expect(await applyRelease(ROOT, database.ownerUrl)).toEqual([]);
	});
});
