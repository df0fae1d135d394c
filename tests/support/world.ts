import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { App } from '../../src/lib/server/app/ports.ts';
import { buildApp } from '../../src/lib/server/container.ts';
import { buildWorld } from '../../world/build-world.ts';
import type { Demonstration } from '../../world/demonstration.ts';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

export interface BuiltWorld {
	readonly database: TestDatabase;
	readonly app: App;
	readonly world: Demonstration;
	/** Folder of its object store. */
	readonly objects: string;
	close(): Promise<void>;
}

/** The whole demonstration world on a database of its own, as if started `lead` seconds from now. */
export async function builtWorld(lead = 0): Promise<BuiltWorld> {
	const database = await freshDatabase();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-world-'));
	const app = await buildApp(
		{
			DATABASE_URL: database.appUrl,
			CHUAN_OBJECTS: folder,
			ORIGIN: 'https://chuan.test',
			CHUAN_EMBEDDED: '1'
		},
		'world-test'
	);
	const close = async (): Promise<void> => {
		await app.db.close();
		await database.close();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const world = await buildWorld(app, database.ownerUrl, { lead });
		return { database, app, world, objects: folder, close };
	} catch (thrown) {
		await close();
		throw thrown;
	}
}
