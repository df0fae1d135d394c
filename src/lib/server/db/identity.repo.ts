import type { IdentityRepository } from '#lib/server/app/identity/ports.ts';
import { accountQueries } from './accounts.repo.ts';
import type { Connection } from './connection.ts';
import { grantQueries } from './grants.repo.ts';
import { proposalQueries } from './grant-proposals.repo.ts';
import { ownSessionQueries } from './own-sessions.repo.ts';
import { personQueries } from './people.repo.ts';
import type { Rows } from './rows.ts';
import { signUpQueries } from './sign-ups.repo.ts';

export function identityRepository(db: Connection, rows: Rows): IdentityRepository {
	return {
		...personQueries(db, rows),
		...accountQueries(db),
		...signUpQueries(db),
		...grantQueries(db),
		...proposalQueries(db, rows),
		...ownSessionQueries(db)
	};
}
