import type { SessionStore } from '#lib/server/app/identity/ports.ts';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { toPerson } from './identity.map.ts';
import type { ActorRow } from './identity.map.ts';
import { ACTOR } from './people.repo.ts';

type SessionOfActor = ActorRow & {
	readonly session_account: string;
	readonly expires_at: Date;
	readonly disabled: boolean;
};

export function sessionStore({ prisma: db, rows }: Pick<Database, 'prisma' | 'rows'>): SessionStore {
	return {
		// Asked at every request of everybody who is signed in: the session and its person in one statement.
		async find(idHash) {
			const [row] = await rows<SessionOfActor>(
				Prisma.sql`SELECT s.account_id AS session_account, s.expires_at, a.disabled_at IS NOT NULL AS disabled, ${ACTOR}
				FROM session s JOIN account a ON a.id = s.account_id JOIN person p ON p.id = a.person_id WHERE s.id = ${idHash}`
			);
			if (row === undefined) return undefined;
			return {
				accountId: row.session_account,
				expiresAt: row.expires_at,
				person: row.disabled ? undefined : toPerson(row)
			};
		},
		async listOf(accountId) {
			const found = await db.session.findMany({ where: { accountId } });
			return found.map(({ id, expiresAt }) => ({ idHash: id, expiresAt }));
		},
		async insert({ idHash, accountId, expiresAt }) {
			await db.session.create({ data: { id: idHash, accountId, expiresAt, createdAt: new Date() } });
		},
		async prolong(idHash, expiresAt) {
			await db.session.updateMany({ where: { id: idHash }, data: { expiresAt } });
		},
		async remove(idHash) {
			await db.session.deleteMany({ where: { id: idHash } });
		},
		async removeAllOf(accountId) {
			await db.session.deleteMany({ where: { accountId } });
		},
		async removeExpired() {
			await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
		}
	};
}
