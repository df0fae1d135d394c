import { pino } from 'pino';
import { makeNextFile } from '../app/records/make-record-file.ts';
import type { Round } from './round.ts';

const log = pino({ name: 'worker' });

/** Sets issued papers, one at a time: whoever issued one looks for it within seconds. */
export const paperRound: Round = {
	name: 'papers',
	pauseMs: 1_000,
	async run(app) {
		const made = await makeNextFile(app);
		if (made === undefined) return 0;
		const { recordId, format, refused } = made;
		if (refused !== undefined) log.error({ record: recordId, format, ...refused }, 'paper not made');
		return 1;
	}
};
