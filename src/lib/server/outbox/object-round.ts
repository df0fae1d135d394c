import { pino } from 'pino';
import { checkObjects } from '../app/uploads/check-objects.ts';
import type { Round } from './round.ts';

const log = pino({ name: 'worker' });

/** Reads stored files again, so that damage is found before somebody needs the file. Twice does no harm. */
export const objectRound: Round = {
	name: 'objects',
	pauseMs: 60_000,
	async run(app) {
		for (const { objectKey, state } of await checkObjects(app)) {
			log.error({ objectKey, state }, 'stored file');
		}
		return 0;
	}
};
