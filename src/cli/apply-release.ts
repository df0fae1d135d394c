import path from 'node:path';
import { MigrationsChanged, applyMigrations } from '../lib/server/db/migrate.ts';
import { CannotStart } from './cannot-start.ts';

/** Brings a database to the last migration of this release; answers the names of those that were applied. */
export async function applyRelease(root: string, ownerUrl: string): Promise<string[]> {
	try {
		return await applyMigrations({ url: ownerUrl, folder: path.join(root, 'prisma/migrations') });
	} catch (thrown) {
		if (!(thrown instanceof MigrationsChanged)) throw thrown;
		const names = thrown.names.join(', ');
		throw new CannotStart(
			`Cơ sở dữ liệu do một bản Chuẩn khác tạo (khác ở ${names}). Hãy dùng lại bản đó, hoặc đặt CHUAN_DATA (DATABASE_URL) tới nơi khác.`,
			`The database was made by another version of Chuẩn (it differs in ${names}). Use that version, or point CHUAN_DATA (DATABASE_URL) elsewhere.`,
			thrown
		);
	}
}
