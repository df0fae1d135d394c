/**
 * `npm run factors:recover -- <e-mail> "<reason>"`: takes away the second factors of an account of the portal that is
 * running (or of DATABASE_URL), where no two other administrators with a device are left to do it there. Audited, and
 * mailed to whom it concerns.
 */
import path from 'node:path';
import { buildApp } from '../lib/server/container.ts';
import { recoverAtTerminal } from '../lib/server/app/identity/factors/recover-factors.ts';
import { sayRefusal } from '../lib/i18n/say-refusal.ts';
import { overwriteGetLocale } from '../lib/i18n/paraglide/runtime.js';
import { readingEnvironment } from './audit-keys.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { portalDatabase } from './portal-database.ts';
import { readSettings } from './settings.ts';

async function recover(): Promise<void> {
	const [email, ...words] = process.argv.slice(2);
	if (email === undefined || words.length === 0) {
		throw new CannotStart(
			'Cách dùng: npm run factors:recover -- <thư điện tử> "<lý do>"',
			'Usage: npm run factors:recover -- <e-mail> "<reason>"'
		);
	}
	const settings = readSettings(process.env, [], process.cwd());
	const app = await buildApp(
		{
			...process.env,
			...(await readingEnvironment(settings)),
			DATABASE_URL: await portalDatabase(settings),
			ORIGIN: settings.origin,
			CHUAN_OBJECTS: path.join(settings.dataFolder, 'objects'),
			CHUAN_EMBEDDED: settings.databaseUrl === undefined ? '1' : ''
		},
		'chuan-factors'
	);
	try {
		const made = await recoverAtTerminal(
			{ app, actor: { kind: 'system' }, requestId: 'terminal', locale: 'vi' },
			{ email, reason: words.join(' ') }
		);
		if (made.ok) {
			console.log(
				`${made.value.name} (${email}): đã gỡ mọi cách xác nhận thứ hai / all second factors are taken away.`
			);
			return;
		}
		const { refusal } = made;
		const say = (locale: 'vi' | 'en'): string => {
			overwriteGetLocale(() => locale);
			return sayRefusal(refusal);
		};
		throw new CannotStart(say('vi'), say('en'));
	} finally {
		await app.db.close();
	}
}

try {
	await recover();
} catch (thrown) {
	endWith(thrown);
}
