import type { SelectionRepository } from '#lib/server/app/selection/ports.ts';
import type { Connection } from './connection.ts';

export function selectionRepository(_db: Connection): SelectionRepository {
	return {};
}
