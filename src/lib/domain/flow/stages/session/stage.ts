import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { SESSION_WORK } from './work.ts';

/** The council meets on a lot, tallies and ranks. A tally may be taken again until the chair closes the session. */
export const SESSION = {
	key: 'session',
	after: () => ['council'],
	leadsTo: () => ['selection'],
	followed: ({ decides }: FlowFacts) => decides === 'ranked',
	steps: () => ({
		session: {
			planned: { open: 'open' },
			open: { tally: 'tallied' },
			tallied: { tally: 'tallied', close: 'closed' }
		}
	}),
	holds: { in_review: 0 },
	callSteps: () => [],
	papers: ['tally_minutes'],
	work: ['plan_session', 'open_session', 'tally_session', 'close_session'],
	works: SESSION_WORK
} as const satisfies StageKind;
