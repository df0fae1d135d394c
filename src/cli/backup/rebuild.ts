/** A portal out of the backup place, running: for whoever restores it, and for whoever tries whether it could be. */
import path from 'node:path';
import type { App } from '../../lib/server/app/ports.ts';
import type { ExpectedObject } from '../../lib/server/app/storage/ports.ts';
import type { BackupPlace } from '../../lib/server/backup/place.ts';
import { knownMigrations, planRestore } from '../../lib/server/backup/plan-restore.ts';
import type { RestorePlan, RestoreWish } from '../../lib/server/backup/plan-restore.ts';
import { applyMigrations } from '../../lib/server/db/migrate.ts';
import { openPortal } from '../portal-database.ts';
import { POSTGRES_MAJOR } from '../postgres/binaries.ts';
import { APP_ROLE, DATABASE, OWNER_ROLE } from '../postgres/provision.ts';
import type { BackupSettings, Settings } from '../settings.ts';
import { checkReplayed, compareObjects, replay } from './restore-portal.ts';
import type { ObjectsCompared, Replayed } from './restore-portal.ts';

export const say = (vi: string, en: string): void => {
	console.log(`→ ${vi} / ${en}`);
};

const migrationsOf = ({ root }: Settings): string => path.join(root, 'prisma/migrations');

export async function planFor(
	settings: Settings,
	place: BackupPlace,
	wish: RestoreWish
): Promise<RestorePlan> {
	const migrations = await knownMigrations(migrationsOf(settings));
	return planRestore(place, wish, { major: POSTGRES_MAJOR, migrations, now: new Date(), say });
}

export interface Rebuilt {
	readonly replayed: Replayed;
	readonly app: App;
	readonly objects: ObjectsCompared & { readonly named: readonly ExpectedObject[] };
	/** When the last transaction that it has was committed. */
	readonly reached: string;
	/** Ends both the portal and its server. */
	close(): Promise<void>;
}

export interface RebuildOptions {
	readonly to: Date | undefined;
	readonly target: string;
	readonly backup: BackupSettings;
	/** Settings of the store in place of the portal's own. */
	readonly store: Readonly<Record<string, string>>;
}

/** Replays, brings the schema to this code, and compares what the rows name with the store and with the place. */
export async function rebuild(
	settings: Settings,
	place: BackupPlace,
	plan: RestorePlan,
	{ to, target, backup, store }: RebuildOptions
): Promise<Rebuilt> {
	const replayed = await replay(place, plan, { to, target, backup });
	const { server } = replayed;
	let app: App | undefined;
	const close = async (): Promise<void> => {
		await app?.db.close();
		await server.stop();
	};
	try {
		await checkReplayed(server, await knownMigrations(migrationsOf(settings)));
		const applied = await applyMigrations({
			url: server.url(OWNER_ROLE, DATABASE),
			folder: migrationsOf(settings)
		});
		if (applied.length > 0)
			say(
				`dữ liệu của bản Chuẩn cũ hơn: đã áp dụng ${applied.length} bước di trú`,
				`the data are of an older Chuẩn: ${applied.length} migrations applied`
			);
		const opened = await openPortal(settings, server.url(APP_ROLE, DATABASE), 'chuan-restore', store);
		app = opened;
		const named = await opened.db.read.objectChecks.all();
		const compared = await compareObjects(
			place,
			opened.store,
			named,
			async (object) => (await opened.verifier.check(object)).ok
		);
		const reached = replayed.reached?.toISOString() ?? plan.manifest.endedAt;
		return { replayed, app: opened, objects: { ...compared, named }, reached, close };
	} catch (thrown) {
		await close();
		throw thrown;
	}
}
