import type { IdentityRepository, OwnSession } from '#lib/server/app/identity/ports.ts';
import type { Connection } from './connection.ts';
import { toSessionTerm } from './session-store.ts';
import type { StoredTerm } from './session-store.ts';

type SessionQueries = Pick<
	IdentityRepository,
	'endSessions' | 'sessionsOf' | 'endSession' | 'endOtherSessions' | 'sessionTerms'
>;

export function ownSessionQueries(db: Connection): SessionQueries {
	return {
		async endSessions(accountId) {
			await db.session.deleteMany({ where: { accountId } });
		},

		sessionsOf(accountId) {
			return db.$queryRaw<OwnSession[]>`
				SELECT ref, id AS "idHash", browser, system, network, created_at AS "startedAt", seen_at AS "seenAt"
				FROM session WHERE account_id = ${accountId}::uuid ORDER BY seen_at DESC, created_at DESC`;
		},

		async endSession(accountId, ref) {
			const { count } = await db.session.deleteMany({ where: { accountId, ref } });
			return count === 1;
		},

		async endOtherSessions(accountId, idHash) {
			const { count } = await db.session.deleteMany({ where: { accountId, id: { not: idHash } } });
			return count;
		},

		async sessionTerms() {
			const terms = await db.$queryRaw<StoredTerm[]>`SELECT * FROM session_terms()`;
			return terms.map(toSessionTerm);
		}
	};
}
