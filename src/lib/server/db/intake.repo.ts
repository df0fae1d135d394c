import type { IntakeRepository } from '#lib/server/app/intake/ports.ts';
import type { Connection } from './connection.ts';

export function intakeRepository(_db: Connection): IntakeRepository {
	return {};
}
