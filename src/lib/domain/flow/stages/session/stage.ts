import type { FlowFacts, StageKind } from '../../stage-kind.ts';

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
	work: ['open_session', 'tally_session', 'close_session']
} as const satisfies StageKind;
