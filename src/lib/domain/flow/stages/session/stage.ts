import { judged } from '../../flow-facts.ts';
import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { SESSION_WORK } from './work.ts';

/**
 * The council meets on a lot, tallies and ranks. A tally may be taken again until the chair closes the session; where
 * the council decides, its conclusion is the end of what it does not recommend.
 */
export const SESSION = {
	key: 'session',
	after: () => ['council'],
	leadsTo: ({ decides }: FlowFacts) => (decides === 'by_council' ? ['result'] : ['selection']),
	followed: judged,
	steps: ({ decides }: FlowFacts) => ({
		...(decides === 'by_council' && {
			application: { in_review: { recommend: 'recommended', not_recommend: 'not_recommended' } }
		}),
		session: {
			planned: { open: 'open' },
			open: { tally: 'tallied' },
			tallied: { tally: 'tallied', close: 'closed' }
		}
	}),
	holds: { in_review: 0, not_recommended: 1 },
	callSteps: () => [],
	papers: ['tally_minutes'],
	work: ['plan_session', 'open_session', 'tally_session', 'close_session'],
	works: SESSION_WORK
} as const satisfies StageKind;
