import type { SessionStore } from '#lib/server/app/identity/ports.ts';
import type { Connection } from './connection.ts';

export function sessionStore(db: Connection): SessionStore {
	return {
		async find(idHash) {
			const row = await db.session.findUnique({
				where: { id: idHash },
				select: { accountId: true, expiresAt: true }
			});
			return row ?? undefined;
		},
		async listOf(accountId) {
			const rows = await db.session.findMany({ where: { accountId } });
			return rows.map(({ id, expiresAt }) => ({ idHash: id, expiresAt }));
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
