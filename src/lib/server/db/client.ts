import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export interface DatabaseOptions {
	/** `postgresql://` address; a Unix socket goes in `?host=/folder`. */
	readonly url: string;
	/** Shown in pg_stat_activity: which process asks. */
	readonly applicationName: string;
	/** Most connections held at once. */
	readonly poolSize?: number;
}

export interface Database {
	readonly prisma: PrismaClient;
	/** The same connections, for SQL that Prisma cannot say (ranking, reports, locks). */
	readonly pool: pg.Pool;
	close(): Promise<void>;
}

/**
 * Opens the database. Nothing is sent until the first query.
 * Statements are cut after 30 s, and a transaction left idle after 60 s, so that no lock outlives its owner.
 */
export function createDatabase(options: DatabaseOptions): Database {
	const pool = new pg.Pool({
		connectionString: options.url,
		application_name: options.applicationName,
		max: options.poolSize ?? 10,
		connectionTimeoutMillis: 10_000,
		idleTimeoutMillis: 30_000,
		statement_timeout: 30_000,
		idle_in_transaction_session_timeout: 60_000
	});
	// An idle connection that the server closed is replaced at the next query; without a listener it would
	// end the process. The query that meets a dead server reports it.
	pool.on('error', (error) => {
		process.emitWarning(`database connection lost: ${error.message}`, { code: 'CHUAN_DB_CONNECTION' });
	});
	const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
	return {
		prisma,
		pool,
		async close() {
			await prisma.$disconnect();
			await pool.end();
		}
	};
}
