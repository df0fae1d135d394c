/**
 * `npm run audit:verify`: reads the whole audit trail again and says what was altered, is missing, out of order or
 * unsealed. Ends with 1 on any finding, so that a timer can watch it. Of the database that DATABASE_URL names, or of the
 * embedded one, which has to be running: its place is known by the data folder alone.
 */
import { openDatabase } from '../lib/server/db/database.ts';
import { endWith } from './cannot-start.ts';
import { portalDatabase } from './portal-database.ts';
import { readSettings } from './settings.ts';

/** The sealer works every second; what is younger than this may still wait for it. */
const GRACE_SECONDS = 30;

const WORDS = {
	altered: 'bị sửa / altered',
	missing: 'bị mất / missing',
	reordered: 'sai thứ tự / out of order',
	unsealed: 'chưa niêm / not sealed',
	detail_altered: 'chi tiết bị sửa / detail altered'
} as const;

try {
	const url = await portalDatabase(readSettings(process.env, [], process.cwd()));
	const db = openDatabase({ url, applicationName: 'chuan-verify', poolSize: 1 });
	const { sealed, findings } = await db.read.audit.verify(GRACE_SECONDS);
	await db.close();
	for (const finding of findings) {
		const place = 'position' in finding ? ` #${finding.position}` : '';
		const entry = 'entryId' in finding ? ` ${finding.entryId}` : '';
		console.log(`${WORDS[finding.kind]}${place}${entry}`);
	}
	console.log(
		`${sealed} dòng đã niêm, ${findings.length} điểm không khớp / ${sealed} sealed, ${findings.length} findings`
	);
	if (findings.length > 0) process.exitCode = 1;
} catch (thrown) {
	endWith(thrown);
}
