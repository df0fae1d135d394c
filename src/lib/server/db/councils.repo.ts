import type { CouncilsRepository } from '#lib/server/app/councils/ports.ts';
import type { Connection } from './connection.ts';

export function councilsRepository(_db: Connection): CouncilsRepository {
	return {};
}
