import { vietnamDateOf, vietnamTimeOf } from '#lib/domain/shared/period.ts';
import { verifyAndRecord } from '../app/upkeep/verify-portal.ts';
import type { Round } from './round.ts';

/** Hour of the night in Vietnam in which everything is checked, after work items were reckoned anew. */
const NIGHT = 3;

/** Thrown after the report is kept, so that the log tells it as well. */
class NotAsItHasToBe extends Error {
	override readonly name = 'NotAsItHasToBe';
}

/** Once a night. Several workers at once would each check and find the same. */
export function verificationRound(): Round {
	return {
		name: 'verification',
		pauseMs: 600_000,
		async run(app) {
			const now = await app.db.read.clock.now();
			if (vietnamTimeOf(now).hour !== NIGHT) return 0;
			const last = await app.db.read.upkeep.last('verify');
			if (last !== undefined && vietnamDateOf(last.endedAt) === vietnamDateOf(now)) return 0;
			const { violations } = await verifyAndRecord(app);
			if (violations.length > 0)
				throw new NotAsItHasToBe(
					violations.map(({ check, count }) => `${check}: ${String(count)}`).join(', ')
				);
			return 0;
		}
	};
}
