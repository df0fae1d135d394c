import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { QueryResult } from 'pg';

/** The library's own query, by name: its type hides it. */
interface Asks {
	_query(question: {
		readonly name: string;
		readonly text: string;
		readonly values: readonly unknown[];
	}): Promise<QueryResult>;
}

const NOW = `(floor(extract(epoch FROM app_now()) * 1000))::bigint`;

/**
 * The library's limiter with its one question about time asked of the database: the clock of a process decides
 * nothing, and several processes agree. Its counting and its answers stay as they are.
 */
export class AttemptCounter extends RateLimiterPostgres {
	/**
	 * Adds `points` to a counter that begins anew where it is over. `expire` comes back as the process's clock would
	 * call it, since the library tells the time left by that.
	 */
	_upsert(key: string, points: number, duration: number, anew = false): Promise<QueryResult> {
		return (this as unknown as Asks)._query({
			name: 'count',
			text: `
				INSERT INTO attempt_limit (key, points, expire)
				VALUES ($1, $2, CASE WHEN $3::bigint > 0 THEN ${NOW} + $3::bigint END)
				ON CONFLICT (key) DO UPDATE SET
				  points = CASE WHEN attempt_limit.expire <= ${NOW} OR $4 THEN $2 ELSE attempt_limit.points + $2 END,
				  expire = CASE WHEN attempt_limit.expire <= ${NOW} OR $4 THEN excluded.expire ELSE attempt_limit.expire END
				RETURNING points, expire - ${NOW} + $5::bigint AS expire`,
			values: [key, points, Math.round(duration), anew, Date.now()]
		});
	}
}
