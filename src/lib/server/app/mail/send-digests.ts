import { digestTurn } from '#lib/domain/letters/delivery.ts';
import type { App } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import { dailyDigest } from './letters/work.ts';
import { tell } from './tell.ts';

/** More than these no letter lists: the rest is counted, and stands in the portal. */
const MOST_TOLD = 50;

/**
 * Sends the digest of the day to one account that has not had it: 1, or 0 where there is none. What was told since the
 * hour of the digest waits for the next day; after a down-time everything that was missed is in one letter.
 */
export function sendNextDigest(app: App): Promise<number> {
	const ctx = systemContext(app);
	return app.db.transaction(async (tx) => {
		const { day, before } = digestTurn(await tx.clock.now());
		const reader = await tx.notices.nextForDigest(before);
		if (reader === undefined) return 0;
		const taken = await tx.notices.takeForDigest(reader.accountId, before);
		// Another worker was quicker.
		if (taken.length === 0) return 0;
		const told = taken.slice(0, MOST_TOLD).map(({ at, words: { vi, en } }) => ({
			at,
			subject: { vi: vi.subject, en: en.subject === '' ? vi.subject : en.subject }
		}));
		await tell(ctx, tx, {
			to: [reader],
			key: `digest:${reader.accountId}:${day}`,
			letter: dailyDigest({ day, total: taken.length, told })
		});
		return 1;
	});
}
