import { sendNextDigest } from '../app/mail/send-digests.ts';
import { compareWork, settleLeftWork, watchPortal } from '../app/steps/work/keep-work.ts';
import { remindOfWork } from '../app/work/remind-of-work.ts';
import { vietnamDateOf, vietnamTimeOf } from '#lib/domain/shared/period.ts';
import type { Round } from './round.ts';

export const leftWorkRound: Round = { name: 'work-left', pauseMs: 1_000, run: settleLeftWork };

export const portalWorkRound: Round = { name: 'work-portal', pauseMs: 30_000, run: watchPortal };

/** Hour of the night in Vietnam in which everything is reckoned anew. */
const NIGHT = 2;

/** Thrown after the repair is committed, so that the log and whoever reads it learn of it. */
class WorkDiffered extends Error {
	override readonly name = 'WorkDiffered';
}

/** Once a night, in each process: two at once find nothing twice. */
export function workComparisonRound(): Round {
	let compared = '';
	return {
		name: 'work-comparison',
		pauseMs: 600_000,
		async run(app) {
			const now = await app.db.read.clock.now();
			const today = vietnamDateOf(now);
			if (vietnamTimeOf(now).hour !== NIGHT || compared === today) return 0;
			compared = today;
			const { checked, repaired } = await compareWork(app);
			if (repaired > 0)
				throw new WorkDiffered(`of ${String(checked)} things ${String(repaired)} pieces of work differed`);
			return 0;
		}
	};
}

/** One account a turn, the next one at once while there are more. */
export const digestRound: Round = { name: 'mail-digest', pauseMs: 60_000, run: sendNextDigest };

/** A minute is early enough for what is said in days. */
export const reminderRound: Round = { name: 'work-reminders', pauseMs: 60_000, run: remindOfWork };
