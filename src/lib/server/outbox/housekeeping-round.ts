import type { Round } from './round.ts';

/** Sessions, links, devices and counters that are over. Deleting them twice does no harm, so it takes no lock. */
export const housekeepingRound: Round = {
	name: 'housekeeping',
	pauseMs: 600_000,
	async run(app) {
		await app.db.transaction((tx) => tx.identity.purgeExpired());
		// One round is enough for a while, however much there was.
		return 0;
	}
};
