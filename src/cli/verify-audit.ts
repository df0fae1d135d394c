/**
 * `npm run audit:verify`: reads the whole audit trail again, compares it with the signed checkpoints, and says what was
 * altered, cut off, rebuilt, forged, deleted, out of order or unsealed, and since when. Ends with 1 on any finding, so
 * that a timer can watch it. Of the database that DATABASE_URL names, or of the embedded one, which has to be running:
 * its place is known by the data folder alone.
 */
import type { AuditFinding } from '../lib/server/app/audit/ports.ts';
import { verifyLog } from '../lib/server/app/cases/audit/verify-log.ts';
import { openCheckpoints } from '../lib/server/audit/checkpoint-folder.ts';
import { openAuditKeys } from '../lib/server/db/audit-keys.ts';
import { openDatabase } from '../lib/server/db/database.ts';
import { readingEnvironment, requireAudit } from './audit-keys.ts';
import { endWith } from './cannot-start.ts';
import { portalDatabase } from './portal-database.ts';
import { readSettings } from './settings.ts';

type Kind = AuditFinding['kind'];
const WORDS: Readonly<Record<Kind, string>> = {
	altered: 'bị sửa / altered',
	missing: 'bị mất / missing',
	reordered: 'sai thứ tự / out of order',
	unsealed: 'chưa niêm / not sealed',
	forged: 'không có dấu đúng khóa / forged: no mark of a known key',
	backwards: 'thời gian lùi / time goes backwards',
	detail_altered: 'chi tiết bị sửa / detail altered',
	detail_missing: 'chi tiết bị xóa mà không có dòng ghi / detail deleted without an entry',
	cut: 'bị cắt, hoặc là bản cũ / cut off, or an older copy',
	rebuilt: 'bị dựng lại / rebuilt',
	other_log: 'điểm kiểm tra của nhật ký khác / checkpoint of another log',
	unmarked_moved: 'số dòng cũ không dấu bị đổi / number of entries without marks changed',
	checkpoint_damaged: 'điểm kiểm tra hỏng hoặc không đúng chữ ký / checkpoint damaged or not signed',
	tiles_differ: 'phần đã công bố khác cơ sở dữ liệu / what was published differs from the database',
	tiles_missing: 'điểm kiểm tra phủ phần chưa công bố / a checkpoint covers what is not published',
	checkpoint_behind: 'chưa có điểm kiểm tra / no checkpoint yet'
};

function sentence(finding: AuditFinding): string {
	const parts = [WORDS[finding.kind]];
	if ('position' in finding) parts.push(`#${finding.position}`);
	if ('entryId' in finding) parts.push(finding.entryId);
	if ('size' in finding) parts.push(`#${finding.size}`);
	if ('place' in finding) parts.push(finding.place);
	if ('at' in finding) parts.push(finding.at.toISOString());
	if (finding.kind === 'cut' || finding.kind === 'rebuilt') {
		const { agreed } = finding;
		parts.push(
			agreed === undefined
				? '(không khớp điểm nào / agrees with no checkpoint)'
				: `(khớp đến #${agreed.size} / agrees up to #${agreed.size}, ${agreed.at.toISOString()})`
		);
	}
	return parts.join(' ');
}

try {
	const settings = readSettings(process.env, [], process.cwd());
	requireAudit(settings);
	const url = await portalDatabase(settings);
	const env = await readingEnvironment(settings);
	const keys = await openAuditKeys(env, settings.production);
	const book = await openCheckpoints(env, settings.production);
	const db = openDatabase({ url, applicationName: 'chuan-verify', poolSize: 1 }, keys);
	const { sealed, checkpoints, findings } = await verifyLog({ db, checkpoints: book });
	await db.close();
	for (const finding of findings) console.log(sentence(finding));
	if (book === undefined)
		console.log(
			'Không có điểm kiểm tra: phần cuối bị cắt không phát hiện được. / No checkpoints: a cut tail cannot be found.'
		);
	console.log(
		`${sealed} dòng đã niêm, ${checkpoints} điểm kiểm tra, ${findings.length} điểm không khớp / ${sealed} sealed, ${checkpoints} checkpoints, ${findings.length} findings`
	);
	if (findings.length > 0) process.exitCode = 1;
} catch (thrown) {
	endWith(thrown);
}
