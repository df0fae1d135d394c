import type { FundsRepository } from '#lib/server/app/funds/ports.ts';
import type { Connection } from './connection.ts';

export function fundsRepository(_db: Connection): FundsRepository {
	return {};
}
