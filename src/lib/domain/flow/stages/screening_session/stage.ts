import { judged } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { SESSION } from '../session/stage.ts';
import { SCREENING_SESSION_KINDS, SCREENING_SESSION_WORK } from './work.ts';

/** The first council meets on a lot; its closing ends what did not pass, and the others wait for the next council. */
export const SCREENING_SESSION = {
	key: 'screening_session',
	after: () => ['screening'],
	leadsTo: () => ['council'],
	followed: judged,
	steps: (facts) => ({
		application: { in_screening: { pass_screening: 'screened', fail_screening: 'screened_out' } },
		session: SESSION.steps(facts).session
	}),
	holds: { in_screening: 0, screened_out: 0 },
	callSteps: () => [],
	papers: ['tally_minutes'],
	work: SCREENING_SESSION_KINDS,
	works: SCREENING_SESSION_WORK
} as const satisfies StageKind;
