import type { ProposalsRepository } from '#lib/server/app/proposals/ports.ts';
import type { Connection } from './connection.ts';

export function proposalsRepository(_db: Connection): ProposalsRepository {
	return {};
}
