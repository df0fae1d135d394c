import type { Pool } from 'pg';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { subscriberOf } from '#lib/domain/access/network.ts';
import { FREE_ATTEMPTS, pauseAfter } from '#lib/domain/access/sign-in-pace.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { AttemptLimiter } from '#lib/server/app/identity/ports.ts';
import { AttemptCounter } from './attempt-counter.ts';
import { attemptPace } from './attempt-pace.ts';

/** Failures are forgotten after a day without a new one being needed. */
const REMEMBERED_SECONDS = 86_400;
/** Wrong passwords of one account from all places within a day, after which no place has free attempts any more. */
const CROWD = 50;

function tooMany(milliseconds: number): Result<never> {
	return refuse('too_many_attempts', {
		params: { seconds: String(Math.max(1, Math.ceil(milliseconds / 1000))) }
	});
}

/**
 * Counters live in PostgreSQL, so that several processes count together. Every attempt is counted before its
 * password is looked at: of a hundred that come at once, no more pass than of a hundred in a row.
 */
export function attemptLimiter(pool: Pool, sha256: (text: string) => string): AttemptLimiter {
	const table = {
		storeClient: pool,
		storeType: 'pool',
		tableName: 'attempt_limit',
		// Made by a migration; the portal's role may not create tables.
		tableCreated: true,
		clearExpiredByTimeout: false
	};
	const failures = new AttemptCounter({
		...table,
		keyPrefix: 'fail',
		points: 1,
		duration: REMEMBERED_SECONDS
	});
	const pauses = new AttemptCounter({ ...table, keyPrefix: 'pause', points: 1, duration: 1 });
	const pace = attemptPace(pool, sha256);
	const crowds = new AttemptCounter({
		...table,
		keyPrefix: 'crowd',
		points: CROWD,
		duration: REMEMBERED_SECONDS
	});

	/** Takes `points`; the rejection of the library is its answer, anything else an error of the database. */
	async function take(
		limiter: AttemptCounter,
		key: string,
		options: { customDuration?: number } = {}
	): Promise<Result<true>> {
		try {
			await limiter.consume(key, 1, options);
			return ok(true);
		} catch (thrown) {
			if (thrown instanceof RateLimiterRes) return tooMany(thrown.msBeforeNext);
			throw thrown;
		}
	}

	return {
		async signIn({ account, address, device }) {
			// A browser that signed in before has a pace of its own, whatever strangers do elsewhere.
			const who =
				device === '' ? sha256(`${account}|${subscriberOf(address)}`) : sha256(`${account}|device|${device}`);
			const everywhere = device === '' ? sha256(account) : undefined;
			const counted = await failures.penalty(who, 1);
			const crowd = everywhere === undefined ? undefined : await crowds.penalty(everywhere, 1);
			// Many places that try one account share out its free attempts; its owner still gets through from a new one.
			const before = counted.consumedPoints - 1 + ((crowd?.consumedPoints ?? 0) > CROWD ? FREE_ATTEMPTS : 0);
			if (before >= FREE_ATTEMPTS) {
				const slot = await take(pauses, who, { customDuration: pauseAfter(before) });
				if (!slot.ok) {
					// An impatient click is no attempt: it does not lengthen the pause.
					await failures.reward(who, 1);
					return slot;
				}
			}
			const turn = device === '' ? await pace.takeTurn('sign-in', address) : undefined;
			if (turn?.ok === false) {
				await failures.reward(who, 1);
				return turn;
			}
			return ok({
				async succeeded() {
					await Promise.all([failures.delete(who), pauses.delete(who)]);
					await turn?.value.giveBack();
					if (everywhere !== undefined) await crowds.reward(everywhere, 1);
				}
			});
		},

		async slowDown(what, address) {
			const turn = await pace.takeTurn(what, address);
			return turn.ok ? ok(true) : turn;
		},

		async spend(key, points, seconds) {
			const limiter = new AttemptCounter({ ...table, keyPrefix: 'spend', points, duration: seconds });
			return take(limiter, sha256(key));
		}
	};
}
