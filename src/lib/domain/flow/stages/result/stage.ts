import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { RESULT_WORK } from './work.ts';

/** The result is issued, the applicants are told, the call is concluded. */
export const RESULT = {
	key: 'result',
	after: ({ decides }: FlowFacts) => (decides === 'by_council' ? ['session'] : ['selection']),
	leadsTo: () => [],
	followed: () => true,
	steps: ({ decides }: FlowFacts) => ({
		call: {
			[decides === 'ranked' ? 'selected' : 'opened']: { conclude: 'concluded' },
			// One that moved up from the reserve afterwards gets a decision of its own.
			...(decides === 'ranked' && { concluded: { supplement: 'concluded' } })
		}
	}),
	holds: { approved: 0, rejected: 0, accepted: 0, declined: 0 },
	callSteps: ({ decides }: FlowFacts) =>
		decides === 'one_by_one'
			? []
			: [{ key: 'result', from: decides === 'ranked' ? 'selected' : 'opened', to: 'concluded' }],
	papers: ['letter'],
	work: ['issue_result', 'read_result'],
	works: RESULT_WORK
} as const satisfies StageKind;
