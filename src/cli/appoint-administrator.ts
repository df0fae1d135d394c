/**
 * `npm run administrator:appoint -- <e-mail> "<reason>"`: makes the owner of an account an administrator while at most one
 * is left, of the portal that is running (or of DATABASE_URL). Refused while two can do it on the portal; audited, and
 * mailed to whom it concerns. The first ones come with `npm run setup`.
 */
import { appointAdministrator } from '../lib/server/app/identity/appoint-administrator.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { openPortal, portalDatabase } from './portal-database.ts';
import { accepted } from './refused.ts';
import { readSettings } from './settings.ts';

async function appoint(): Promise<void> {
	const [email, ...words] = process.argv.slice(2);
	if (email === undefined || words.length === 0) {
		throw new CannotStart(
			'Cách dùng: npm run administrator:appoint -- <thư điện tử> "<lý do>"',
			'Usage: npm run administrator:appoint -- <e-mail> "<reason>"'
		);
	}
	const settings = readSettings(process.env, [], process.cwd());
	const app = await openPortal(settings, await portalDatabase(settings), 'chuan-administrator');
	try {
		const made = await appointAdministrator(
			{ app, actor: { kind: 'system' }, requestId: 'terminal', locale: 'vi' },
			{ email, reason: words.join(' ') }
		);
		console.log(
			`${accepted(made).name} (${email}) là quản trị viên từ bây giờ / is an administrator from now on.`
		);
	} finally {
		await app.db.close();
	}
}

try {
	await appoint();
} catch (thrown) {
	endWith(thrown);
}
