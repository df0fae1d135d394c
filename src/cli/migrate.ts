/** `npm run migrate`: brings the database of DATABASE_OWNER_URL (or DATABASE_URL) to the last migration. */
import { applyRelease } from './apply-release.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { openExternalDatabase } from './external-database.ts';
import { readSettings } from './settings.ts';

try {
	const settings = readSettings(process.env, process.argv.slice(2), process.cwd());
	if (settings.databaseUrl === undefined) {
		throw new CannotStart(
			'Hãy đặt DATABASE_URL. Cơ sở dữ liệu kèm theo được di trú ngay khi chạy npm start.',
			'Set DATABASE_URL. The embedded database is migrated by npm start itself.'
		);
	}
	const { ownerUrl } = await openExternalDatabase(settings);
	const applied = await applyRelease(settings.root, ownerUrl);
	console.log(applied.length === 0 ? 'đã ở bước mới nhất / up to date' : applied.join('\n'));
} catch (thrown) {
	endWith(thrown);
}
