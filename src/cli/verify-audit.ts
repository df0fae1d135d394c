/**
 * `npm run audit:verify`: reads the whole audit trail again and says what was altered, is missing, out of order or
 * unsealed. Ends with 1 on any finding, so that a timer can watch it. Of the database that DATABASE_URL names, or of the
 * embedded one, which has to be running: its place is known by the data folder alone.
 */
import path from 'node:path';
import { openDatabase } from '../lib/server/db/database.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { findRunningPostgres } from './embedded-postgres.ts';
import { APP_ROLE, DATABASE } from './postgres/provision.ts';
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

async function addressToVerify(): Promise<string> {
	const { databaseUrl, dataFolder } = readSettings(process.env, [], process.cwd());
	if (databaseUrl !== undefined) return databaseUrl;
	const running = await findRunningPostgres(path.join(dataFolder, 'postgres'));
	if (running !== undefined) return running.url(APP_ROLE, DATABASE);
	throw new CannotStart(
		`Không có cổng nào đang chạy trên ${dataFolder}. Hãy chạy "npm start" trước, hoặc đặt CHUAN_DATA là thư mục dữ liệu, DATABASE_URL là địa chỉ cơ sở dữ liệu cần kiểm tra.`,
		`No portal is running on ${dataFolder}. Run "npm start" first, or set CHUAN_DATA to the data folder, or DATABASE_URL to the address of the database to verify.`
	);
}

try {
	const url = await addressToVerify();
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
