import type { SheetsRepository } from '#lib/server/app/sheets/ports.ts';
import type { Connection } from './connection.ts';

export function sheetsRepository(_db: Connection): SheetsRepository {
	return {};
}
