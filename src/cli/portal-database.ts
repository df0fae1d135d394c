import path from 'node:path';
import type { App } from '../lib/server/app/ports.ts';
import { buildApp } from '../lib/server/container.ts';
import { readingEnvironment } from './audit-keys.ts';
import { CannotStart } from './cannot-start.ts';
import { findRunningPostgres } from './embedded-postgres.ts';
import { APP_ROLE, DATABASE } from './postgres/provision.ts';
import type { Settings } from './settings.ts';

/**
 * The database of the portal that a command is about: the one that DATABASE_URL names, or the embedded one, which has to
 * be running: its place is known by the data folder alone.
 */
export async function portalDatabase({ databaseUrl, dataFolder }: Settings): Promise<string> {
	if (databaseUrl !== undefined) return databaseUrl;
	const running = await findRunningPostgres(path.join(dataFolder, 'postgres'));
	if (running !== undefined) return running.url(APP_ROLE, DATABASE);
	throw new CannotStart(
		`Không có cổng nào đang chạy trên ${dataFolder}. Hãy chạy "npm start" trước, hoặc đặt CHUAN_DATA là thư mục dữ liệu, DATABASE_URL là địa chỉ cơ sở dữ liệu.`,
		`No portal is running on ${dataFolder}. Run "npm start" first, or set CHUAN_DATA to the data folder, or DATABASE_URL to the address of the database.`
	);
}

/** The portal itself, for a command of the terminal, on a database at `url`; `other`: settings in place of its own. */
export async function openPortal(
	settings: Settings,
	url: string,
	name: string,
	other: Readonly<Record<string, string>> = {}
): Promise<App> {
	return buildApp(
		{
			...process.env,
			...(await readingEnvironment(settings)),
			DATABASE_URL: url,
			ORIGIN: settings.origin,
			CHUAN_OBJECTS: path.join(settings.dataFolder, 'objects'),
			CHUAN_EMBEDDED: settings.databaseUrl === undefined ? '1' : '',
			...other
		},
		name
	);
}
