import type { SessionsRepository } from '#lib/server/app/sessions/ports.ts';
import type { Connection } from './connection.ts';

export function sessionsRepository(_db: Connection): SessionsRepository {
	return {};
}
