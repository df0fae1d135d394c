import { judged } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { APPROVAL_WORK } from './work.ts';

/**
 * The signatures of the chain after the preparer's, and the end of a proposal to give no money: the head of finance
 * confirms it, the director decides. A verified appraisal the director may end alone: two others have looked at it.
 */
export const APPROVAL = {
	key: 'approval',
	after: () => ['appraisal'],
	leadsTo: () => ['result'],
	followed: judged,
	steps: () => ({
		application: { in_appraisal: { approve: 'approved', reject: 'rejected' } },
		appraisal: {
			// Of several checks only the last one makes it `verified`.
			prepared: { countersign: 'prepared', verify: 'verified' },
			verified: { approve: 'approved', reject: 'rejected' },
			rejecting: { check_rejection: 'rejection_checked' },
			rejection_checked: { reject: 'rejected' }
		}
	}),
	holds: { approved: 1, rejected: 1 },
	callSteps: () => [],
	papers: ['decision'],
	work: ['verify_appraisal', 'approve_appraisal', 'check_rejection', 'decide_rejection'],
	works: APPROVAL_WORK
} as const satisfies StageKind;
