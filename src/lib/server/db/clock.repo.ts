import type { ClockRepository } from '#lib/server/app/ports.ts';
import type { Connection } from './connection.ts';

export function clockRepository(db: Connection): ClockRepository {
	return {
		async now() {
			const rows = await db.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`;
			const row = rows[0];
			if (row === undefined) throw new Error('app_now() returned no row');
			return row.now;
		}
	};
}
