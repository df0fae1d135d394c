/**
 * PostgreSQL's `restore_command`: `fetch-wal.ts <folder> <key file or ''> <name> <path>`. 1: no such file was archived,
 * the end of the WAL. Anything else that goes wrong ends the replay: a failure taken for the end would lose what follows.
 */
import { openPlace, readBackupKey } from '../lib/server/backup/place.ts';
import { fetchSegment } from '../lib/server/backup/wal.ts';
import { sayThrown } from './cannot-start.ts';

/** PostgreSQL takes a status above 125 as a reason to stop. */
const STOP = 126;

try {
	const [folder = '', keyFile = '', name = '', target = ''] = process.argv.slice(2);
	const place = await openPlace(folder, await readBackupKey(keyFile));
	process.exitCode = (await fetchSegment(place, name, target)) ? 0 : 1;
} catch (thrown) {
	sayThrown(thrown);
	process.exit(STOP);
}
