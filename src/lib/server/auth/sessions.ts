import { Lucia, TimeSpan } from 'lucia';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Person } from '#lib/domain/access/actor.ts';
import type { SessionIssuer, SessionStore } from '#lib/server/app/identity/ports.ts';

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<Record<never, never>, { person: Person | undefined }>;
		DatabaseUserAttributes: { person: Person | undefined };
	}
}

/** Lucia keeps ids as they are; this adapter lets only their hash reach the table. */
function hashingAdapter(store: SessionStore, sha256: (text: string) => string): Adapter {
	return {
		async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
			const row = await store.find(sha256(id));
			if (row === undefined) return [null, null];
			return [
				{ id, userId: row.accountId, expiresAt: row.expiresAt, attributes: {} },
				{ id: row.accountId, attributes: { person: row.person } }
			];
		},
		async getUserSessions(accountId) {
			const rows = await store.listOf(accountId);
			return rows.map(({ idHash, expiresAt }) => ({
				id: idHash,
				userId: accountId,
				expiresAt,
				attributes: {}
			}));
		},
		setSession: ({ id, userId, expiresAt }) =>
			store.insert({ idHash: sha256(id), accountId: userId, expiresAt }),
		updateSessionExpiration: (id, expiresAt) => store.prolong(sha256(id), expiresAt),
		deleteSession: (id) => store.remove(sha256(id)),
		deleteUserSessions: (accountId) => store.removeAllOf(accountId),
		deleteExpiredSessions: () => store.removeExpired()
	};
}

/** Sessions live for 14 days and are renewed in their second half. */
const LIFETIME = new TimeSpan(14, 'd');

export function sessionIssuer(
	store: SessionStore,
	chance: { secret(): string; sha256(text: string): string }
): SessionIssuer {
	const lucia = new Lucia(hashingAdapter(store, chance.sha256), {
		sessionExpiresIn: LIFETIME,
		getUserAttributes: ({ person }) => ({ person })
	});
	return {
		async create(accountId) {
			const session = await lucia.createSession(accountId, {}, { sessionId: chance.secret() });
			return { token: session.id, expiresAt: session.expiresAt };
		},
		async accountOf(token) {
			const { session, user } = await lucia.validateSession(token);
			if (session === null) return undefined;
			return {
				accountId: user.id,
				person: user.person,
				...(session.fresh ? { renewedUntil: session.expiresAt } : {})
			};
		},
		end: (token) => lucia.invalidateSession(token),
		endAll: (accountId) => lucia.invalidateUserSessions(accountId)
	};
}
