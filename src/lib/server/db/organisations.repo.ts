import type { OrganisationsRepository } from '#lib/server/app/organisations/ports.ts';
import type { Connection } from './connection.ts';

export function organisationsRepository(_db: Connection): OrganisationsRepository {
	return {};
}
