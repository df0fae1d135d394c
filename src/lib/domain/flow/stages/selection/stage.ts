import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { SELECTION_WORK } from './work.ts';

/** Which dossiers go on: by the ranking within the envelope, or each accepted or declined on its own. */
export const SELECTION = {
	key: 'selection',
	after: ({ decides }: FlowFacts) => (decides === 'ranked' ? ['opening', 'session'] : ['opening']),
	leadsTo: () => ['result'],
	followed: ({ decides }: FlowFacts) => decides !== 'by_council',
	steps: ({ decides }: FlowFacts) =>
		decides === 'ranked'
			? {
					call: {
						opened: { start_selection: 'selecting' },
						selecting: { close_selection: 'selected' }
					},
					application: {
						in_review: {
							recommend: 'recommended',
							hold_in_reserve: 'reserve',
							not_recommend: 'not_recommended'
						},
						reserve: { recommend: 'recommended' },
						in_appraisal: { give_up: 'withdrawn' },
						approved: { give_up: 'withdrawn', revoke: 'rejected' }
					},
					appraisal: {
						preparing: { give_up: 'withdrawn' },
						prepared: { give_up: 'withdrawn' },
						verified: { give_up: 'withdrawn' },
						rejecting: { give_up: 'withdrawn' },
						rejection_checked: { give_up: 'withdrawn' },
						approved: { give_up: 'withdrawn' }
					}
				}
			: { application: { valid: { accept_proposal: 'accepted', decline_proposal: 'declined' } } },
	holds: { recommended: 1, reserve: 0, not_recommended: 0 },
	callSteps: ({ decides }: FlowFacts) =>
		decides === 'ranked'
			? [{ key: 'selection', from: 'selecting', to: 'selected' }]
			: [{ key: 'proposals', from: 'opened', to: 'concluded' }],
	papers: [],
	work: ['prepare_selection', 'close_selection', 'decide_proposals', 'call_up_reserve'],
	works: SELECTION_WORK
} as const satisfies StageKind;
