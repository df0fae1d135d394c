/**
 * `npm run backup`: one base of the portal that is running, with the WAL that makes it whole and the files that it names,
 * into CHUAN_BACKUP; then what is older than it has to be kept goes. Ends with 1 when a stored file could not be kept.
 */
import type { App } from '../lib/server/app/ports.ts';
import type { BaseFacts } from '../lib/server/app/upkeep/ports.ts';
import { dropOld } from '../lib/server/backup/retention.ts';
import { takeBase } from '../lib/server/backup/take-base.ts';
import type { BaseTaken } from '../lib/server/backup/take-base.ts';
import path from 'node:path';
import { placeOf } from './backup/archiving.ts';
import { endWith } from './cannot-start.ts';
import { BackupRefused } from '../lib/server/backup/refused.ts';
import { findRunningPostgres } from './embedded-postgres.ts';
import { openConnection } from './external-database.ts';
import { openPortal, portalDatabase } from './portal-database.ts';
import { DATABASE } from './postgres/provision.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** An account that may call pg_backup_start: the embedded server's own, or the one that is named. */
async function backupDatabase(settings: Settings): Promise<string> {
	if (settings.databaseUrl !== undefined)
		return settings.backupDatabaseUrl ?? settings.databaseOwnerUrl ?? settings.databaseUrl;
	const running = await findRunningPostgres(path.join(settings.dataFolder, 'postgres'));
	return running?.url('postgres', DATABASE) ?? portalDatabase(settings);
}

const say = (vi: string, en: string): void => {
	console.log(`→ ${vi} / ${en}`);
};

/** Keeps what came of it for the page of backups: the base, or why there is none. */
async function recorded<T extends BaseTaken>(app: App, beganAt: Date, take: () => Promise<T>): Promise<T> {
	const record = (facts: BaseFacts, sound: boolean): Promise<void> =>
		app.db.transaction((tx) => tx.upkeep.record({ kind: 'base', facts, sound, beganAt }));
	try {
		const taken = await take();
		const { id, bytes, objects, faults } = taken.manifest;
		const facts = { base: id, bytes, objects: objects.length, faults: faults.length };
		await record(facts, true);
		return taken;
	} catch (thrown) {
		if (thrown instanceof BackupRefused && thrown.code !== 'already_running')
			await record({ refused: thrown.code, vi: thrown.vi, en: thrown.en }, false);
		throw thrown;
	}
}

async function backUp(): Promise<void> {
	const settings = readSettings(process.env, [], process.cwd());
	const { backup, dataFolder } = settings;
	if (backup === undefined) throw new BackupRefused('place_unset');
	const client = await openConnection(await backupDatabase(settings), 'CHUAN_BACKUP_DATABASE_URL');
	const app = await openPortal(settings, await portalDatabase(settings), 'chuan-backup');
	try {
		const beganAt = await app.db.read.clock.now();
		const { place, manifest, copied } = await recorded(app, beganAt, async () => {
			const place = await placeOf(backup, dataFolder, client);
			return {
				place,
				...(await takeBase(place, {
					...{ client, store: app.store, objects: () => app.db.read.objectChecks.all(), say },
					auditFolder: path.join(dataFolder, 'audit')
				}))
			};
		});
		const mib = Math.ceil(manifest.bytes / 2 ** 20);
		say(
			`bản sao lưu ${manifest.id}: ${manifest.files.length} tệp, ${mib} MiB, ${manifest.objects.length} đối tượng (${copied} mới)`,
			`base ${manifest.id}: ${manifest.files.length} files, ${mib} MiB, ${manifest.objects.length} objects (${copied} new)`
		);
		const named = await app.db.read.objectChecks.all();
		const dropped = await dropOld(
			place,
			{ count: backup.keepCount, days: backup.keepDays },
			{ now: new Date(), named: named.map(({ sha256 }) => sha256) }
		);
		await app.db.read.upkeep.forgetKept(place.id);
		if (dropped.bases.length > 0)
			say(
				`đã bỏ bản cũ ${dropped.bases.join(', ')}, ${dropped.segments} đoạn nhật ký, ${dropped.objects} đối tượng`,
				`dropped old bases ${dropped.bases.join(', ')}, ${dropped.segments} WAL segments, ${dropped.objects} objects`
			);
		for (const { key, state } of manifest.faults)
			console.error(
				state === 'missing'
					? `✖ ${key}: không có trong kho / not in the store`
					: `✖ ${key}: bị hỏng / damaged`
			);
		if (manifest.faults.length > 0) process.exitCode = 1;
	} finally {
		await app.db.close();
		await client.end();
	}
}

try {
	await backUp();
} catch (thrown) {
	endWith(thrown);
}
