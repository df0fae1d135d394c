import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { networkOf, subscriberOf } from '#lib/domain/access/network.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** So many at once, then one in every `everyMs`. */
interface Pace {
	readonly atOnce: number;
	readonly everyMs: number;
}

/** What a stranger may ask for whose cost others bear: a password to be tried, a letter to be sent. */
export type PacedAct = 'sign-in' | 'sign-up' | 'reset';

/**
 * By subscriber and by his network. A district office, a training room, a whole province may share one address: a
 * hundred people of it come through in minutes, and a script behind it leaves its neighbours their turns.
 */
const PACES: Readonly<Record<PacedAct, { readonly subscriber: Pace; readonly network: Pace }>> = {
	'sign-in': { subscriber: { atOnce: 60, everyMs: 1_000 }, network: { atOnce: 240, everyMs: 250 } },
	'sign-up': { subscriber: { atOnce: 60, everyMs: 5_000 }, network: { atOnce: 300, everyMs: 1_000 } },
	reset: { subscriber: { atOnce: 60, everyMs: 5_000 }, network: { atOnce: 300, everyMs: 1_000 } }
};
/** How long one waits for a turn; who would wait longer is told when to come again. */
const LONGEST_WAIT_MS = 10_000;

const NOW = `(floor(extract(epoch FROM app_now()) * 1000))::bigint`;

export interface Turn {
	/** For what proved to be no burden: a right password. */
	giveBack(): Promise<void>;
}

/**
 * Slows down what comes too fast from one place, by a row of `attempt_limit` for each that holds the instant at which
 * all turns given out are used up. A turn is a wait, not a refusal, until the line is longer than ten seconds.
 */
export function attemptPace(pool: Pool, sha256: (text: string) => string) {
	/** The wait of this turn, ms; or how long until there is one to be had. */
	async function book(key: string, { atOnce, everyMs }: Pace): Promise<Result<number>> {
		const room = atOnce * everyMs;
		const { rows } = await pool.query<{ wait: string }>({
			name: 'book-turn',
			text: `
				INSERT INTO attempt_limit (key, points, expire) VALUES ($1, 1, ${NOW} + $2::bigint)
				ON CONFLICT (key) DO UPDATE SET
				  points = attempt_limit.points + 1,
				  expire = greatest(attempt_limit.expire, ${NOW}) + $2::bigint
				WHERE greatest(attempt_limit.expire, ${NOW}) + $2::bigint - ${NOW} <= $3::bigint + $4::bigint
				RETURNING expire - ${NOW} - $3::bigint AS wait`,
			values: [key, everyMs, room, LONGEST_WAIT_MS]
		});
		const [booked] = rows;
		if (booked !== undefined) return ok(Math.max(0, Number(booked.wait)));
		const line = await pool.query<{ until: string }>(
			`SELECT expire - ${NOW} AS until FROM attempt_limit WHERE key = $1`,
			[key]
		);
		const until = Number(line.rows[0]?.until ?? 0) + everyMs - room - LONGEST_WAIT_MS;
		return refuse('too_many_attempts', {
			params: { seconds: String(Math.max(1, Math.ceil(until / 1_000))) }
		});
	}

	async function unbook(key: string, { everyMs }: Pace): Promise<void> {
		await pool.query(
			'UPDATE attempt_limit SET expire = expire - $2::bigint, points = points - 1 WHERE key = $1',
			[key, everyMs]
		);
	}

	return {
		/** Waits for a turn of this address and its network. Refuses `too_many_attempts` with params.seconds. */
		async takeTurn(act: PacedAct, address: string): Promise<Result<Turn>> {
			const { subscriber, network } = PACES[act];
			const own = `pace:${sha256(`${act}|${subscriberOf(address)}`)}`;
			const shared = `pace:${sha256(`${act}|network|${networkOf(address)}`)}`;
			const first = await book(own, subscriber);
			if (!first.ok) return first;
			const second = await book(shared, network);
			if (!second.ok) {
				await unbook(own, subscriber);
				return second;
			}
			const wait = Math.max(first.value, second.value);
			if (wait > 0) await pause(wait);
			return ok({
				async giveBack() {
					await unbook(own, subscriber);
					await unbook(shared, network);
				}
			});
		}
	};
}
