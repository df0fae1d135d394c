import type { CallsRepository } from '#lib/server/app/calls/ports.ts';
import { toCall, toLot } from './calls.map.ts';
import type { Connection } from './connection.ts';

export function callsRepository(db: Connection): CallsRepository {
	return {
		async find(id) {
			const row = await db.call.findUnique({ where: { id } });
			return row === null ? undefined : toCall(row);
		},
		async findByCode(code) {
			const row = await db.call.findUnique({ where: { code } });
			return row === null ? undefined : toCall(row);
		},
		async lots(callId) {
			return (await db.lot.findMany({ where: { callId }, orderBy: { position: 'asc' } })).map(toLot);
		},
		async findLot(id) {
			const row = await db.lot.findUnique({ where: { id } });
			return row === null ? undefined : toLot(row);
		},
		async advance({ id, version, state }, to) {
			const { count } = await db.call.updateMany({
				where: { id, version, state },
				data: { state: to, version: { increment: 1 } }
			});
			return count === 1;
		}
	};
}
