import { judged } from '../../flow-facts.ts';
import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { APPRAISAL_WORK } from './work.ts';

/**
 * The budget of a recommended case is appraised line by line. Any change of a figure, and giving back, lead to
 * `preparing`: the signatures lapse. `rejecting`: the preparer proposes to give no money.
 */
export const APPRAISAL = {
	key: 'appraisal',
	after: ({ decides }: FlowFacts) => (decides === 'by_council' ? ['session'] : ['selection']),
	leadsTo: () => ['approval'],
	followed: judged,
	steps: () => ({
		application: { recommended: { appraise: 'in_appraisal' } },
		appraisal: {
			preparing: { change: 'preparing', prepare: 'prepared', propose_rejection: 'rejecting' },
			prepared: { change: 'preparing', give_back: 'preparing' },
			verified: { change: 'preparing', give_back: 'preparing' },
			rejecting: { decline_rejection: 'preparing' },
			rejection_checked: { decline_rejection: 'preparing' }
		}
	}),
	holds: { recommended: 0, in_appraisal: 0 },
	callSteps: () => [],
	papers: ['appraisal_annex'],
	work: ['appraise'],
	works: APPRAISAL_WORK
} as const satisfies StageKind;
