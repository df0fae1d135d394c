/** `npm run audit:keys -- <folder>`: makes the two keys of the audit log. Never overwrites one. */
import path from 'node:path';
import { makeAuditKeys } from './audit-keys.ts';
import { CannotStart, endWith } from './cannot-start.ts';

try {
	const [given] = process.argv.slice(2);
	if (given === undefined)
		throw new CannotStart(
			'Hãy cho biết thư mục: npm run audit:keys -- /etc/chuan/audit',
			'Say which folder: npm run audit:keys -- /etc/chuan/audit'
		);
	const folder = path.resolve(given);
	await makeAuditKeys(folder);
	console.log(`CHUAN_AUDIT_KEY_FILE=${path.join(folder, 'audit.keys')}`);
	console.log(`CHUAN_CHECKPOINT_KEY=${path.join(folder, 'checkpoint.pem')}`);
	console.log(
		'Hãy giữ bản sao ở nơi khác; người kiểm tra chỉ cần checkpoint-public.pem. / Keep a copy elsewhere; whoever audits needs checkpoint-public.pem only.'
	);
} catch (thrown) {
	endWith(thrown);
}
