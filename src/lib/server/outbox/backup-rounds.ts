import { raiseAlarms } from '../app/operations/raise-alarms.ts';
import { keepNewFiles } from '../app/upkeep/keep-new-files.ts';
import type { Round } from './round.ts';

/** WAL leaves within a minute: so do the files that it names. */
export const keptFilesRound: Round = { name: 'backup-files', pauseMs: 20_000, run: keepNewFiles };

/** What was just started has a minute to catch up before anybody is told. */
export function alarmRound(): Round {
	let started = false;
	return {
		name: 'alarms',
		pauseMs: 60_000,
		async run(app) {
			if (started) await raiseAlarms(app);
			started = true;
			return 0;
		}
	};
}
