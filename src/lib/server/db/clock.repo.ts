import type { ClockRepository } from '#lib/server/app/ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

export function clockOf(rows: Rows): ClockRepository {
	return {
		async now() {
			const [row] = await rows<{ now: Date }>(Prisma.sql`SELECT app_now() AS now`);
			if (row === undefined) throw new Error('app_now() returned no row');
			return row.now;
		}
	};
}

/** The same on a connection of Prisma's, for repositories that write through it. */
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
