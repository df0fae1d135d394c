/**
 * PostgreSQL's `archive_command`: `archive-wal.ts <folder> <key file or ''> <path of the file> <its name>`. Ends with 0
 * only when the file is on the disk of the backup place; PostgreSQL keeps it and asks again otherwise.
 */
import { openPlace, readBackupKey } from '../lib/server/backup/place.ts';
import { archiveSegment } from '../lib/server/backup/wal.ts';
import { endWith } from './cannot-start.ts';

try {
	const [folder = '', keyFile = '', file = '', name = ''] = process.argv.slice(2);
	await archiveSegment(await openPlace(folder, await readBackupKey(keyFile)), file, name);
} catch (thrown) {
	endWith(thrown);
}
