/** How a server is told to keep its WAL in the backup place, and to take it from there. */
import path from 'node:path';
import type pg from 'pg';
import { rememberPlace, rememberedPlace } from '../../lib/server/backup/place-memory.ts';
import { preparePlace, readBackupKey } from '../../lib/server/backup/place.ts';
import type { BackupPlace } from '../../lib/server/backup/place.ts';
import { systemIdOf } from '../../lib/server/backup/take-base.ts';
import type { BackupSettings } from '../settings.ts';

/** At most so many seconds of work are lost with the disk. */
const ARCHIVE_TIMEOUT_S = 60;

/** One word of a POSIX shell. PostgreSQL reads `%` first. */
const word = (text: string): string => `'${text.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`;

function command(script: string, { place, keyFile }: BackupSettings, ...rest: string[]): string {
	const words = [process.execPath, path.join(import.meta.dirname, '..', script), place, keyFile ?? ''];
	return [...words.map(word), ...rest].join(' ');
}

/** Settings of a server that archives. */
export function archiveSettings(backup: BackupSettings): Record<string, string> {
	return {
		archive_mode: 'on',
		archive_command: command('archive-wal.ts', backup, '"%p"', '"%f"'),
		archive_timeout: `${ARCHIVE_TIMEOUT_S}s`,
		wal_level: 'replica'
	};
}

/** Settings of a server that replays. It archives nothing: whoever restores decides whether this is to count. */
export function recoverySettings(
	backup: BackupSettings,
	{ timeline, to }: { readonly timeline: number; readonly to: Date | undefined }
): Record<string, string> {
	return {
		archive_mode: 'off',
		restore_command: command('fetch-wal.ts', backup, '"%f"', '"%p"'),
		recovery_target_timeline: String(timeline),
		recovery_target_action: 'promote',
		// Nobody asks it anything before it has arrived.
		hot_standby: 'off',
		// What it writes while it is looked at is handed over at the end.
		wal_keep_size: '4GB',
		...(to === undefined
			? {}
			: {
					recovery_target_time: to.toISOString().replace('T', ' ').replace('Z', '+00'),
					recovery_target_inclusive: 'on'
				})
	};
}

/** Opens the place of a running server, making it in an empty folder the first time. */
export async function placeOf(
	backup: BackupSettings,
	dataFolder: string,
	client: pg.Client
): Promise<BackupPlace> {
	const key = await readBackupKey(backup.keyFile);
	const before = await rememberedPlace(dataFolder);
	const place = await preparePlace(backup.place, key, { systemId: await systemIdOf(client), before });
	await rememberPlace(dataFolder, place);
	return place;
}
