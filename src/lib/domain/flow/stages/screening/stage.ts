import { judged } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { COUNCIL } from '../council/stage.ts';
import { SCREENING_KINDS, SCREENING_WORK } from './work.ts';

/** A first council is seated, which lets dossiers pass to the one that decides, and puts none before another. */
export const SCREENING = {
	key: 'screening',
	after: () => ['opening'],
	leadsTo: () => ['screening_session'],
	followed: judged,
	steps: (facts) => ({
		application: {
			valid: { screen: 'in_screening' },
			// Its council was dissolved before any sheet: it waits for another one.
			in_screening: { lose_screening: 'valid' }
		},
		council: COUNCIL.steps(facts).council
	}),
	holds: { valid: 1, in_screening: 1 },
	callSteps: () => [],
	papers: [],
	work: SCREENING_KINDS,
	works: SCREENING_WORK
} as const satisfies StageKind;
