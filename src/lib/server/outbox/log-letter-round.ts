import { tellAuditors } from '../app/audit/tell-auditors.ts';
import type { Round } from './round.ts';

/** Ten minutes are early enough for a letter of the day. */
export const logLetterRound: Round = {
	name: 'log-letter',
	pauseMs: 600_000,
	async run(app) {
		await tellAuditors(app);
		// One round is enough for a while, whether it told or not.
		return 0;
	}
};
