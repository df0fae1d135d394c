import type { UploadsRepository } from '#lib/server/app/uploads/ports.ts';
import type { Connection } from './connection.ts';

export function uploadsRepository(_db: Connection): UploadsRepository {
	return {};
}
