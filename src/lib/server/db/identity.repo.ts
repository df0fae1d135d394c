import type { IdentityRepository } from '#lib/server/app/identity/ports.ts';
import { accountQueries } from './accounts.repo.ts';
import type { Connection } from './connection.ts';
import { grantQueries } from './grants.repo.ts';
import { personQueries } from './people.repo.ts';

export function identityRepository(db: Connection): IdentityRepository {
	return { ...personQueries(db), ...accountQueries(db), ...grantQueries(db) };
}
