import path from 'node:path';
import { DatabaseNewer, MigrationsChanged, applyMigrations } from '../lib/server/db/migrate.ts';
import { CannotStart } from './cannot-start.ts';

/** Brings a database to the last migration of this release; answers the names of those that were applied. */
export async function applyRelease(root: string, ownerUrl: string): Promise<string[]> {
	try {
		return await applyMigrations({ url: ownerUrl, folder: path.join(root, 'prisma/migrations') });
	} catch (thrown) {
		if (thrown instanceof DatabaseNewer) {
			const names = thrown.names.join(', ');
			throw new CannotStart(
				`Cơ sở dữ liệu đã được một bản Chuẩn mới hơn nâng cấp (${names}). Hãy chạy bản mới hơn đó, hoặc khôi phục bản sao lưu từ trước khi nâng cấp.`,
				`A newer version of Chuẩn has upgraded the database (${names}). Run that version, or restore a backup from before the upgrade.`,
				thrown
			);
		}
		if (!(thrown instanceof MigrationsChanged)) throw thrown;
		const names = thrown.names.join(', ');
		throw new CannotStart(
			`Cơ sở dữ liệu do một bản Chuẩn khác tạo (khác ở ${names}). Hãy dùng lại bản đó, hoặc đặt CHUAN_DATA (DATABASE_URL) tới nơi khác.`,
			`The database was made by another version of Chuẩn (it differs in ${names}). Use that version, or point CHUAN_DATA (DATABASE_URL) elsewhere.`,
			thrown
		);
	}
}
