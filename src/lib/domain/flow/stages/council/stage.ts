import { judged } from '../../flow-facts.ts';
import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { COUNCIL_WORK } from './work.ts';

/** A council is seated, undertakes, declares its interests and fills its sheets. */
export const COUNCIL = {
	key: 'council',
	after: ({ screens }: FlowFacts) => (screens ? ['opening', 'screening_session'] : ['opening']),
	leadsTo: () => ['session'],
	followed: judged,
	steps: ({ screens }: FlowFacts) => ({
		application: {
			[screens ? 'screened' : 'valid']: { review: 'in_review' },
			// Its council was dissolved before any sheet: it waits for another one.
			in_review: { lose_council: screens ? 'screened' : 'valid' }
		},
		council: { forming: { seat: 'seated', dissolve: 'dissolved' }, seated: { dissolve: 'dissolved' } }
	}),
	holds: { valid: 1, screened: 0, in_review: 1 },
	callSteps: ({ decides }: FlowFacts) => [
		{ key: 'council', from: 'opened', to: decides === 'by_council' ? 'concluded' : 'selecting' }
	],
	papers: [],
	work: ['form_council', 'sign_undertaking', 'declare_interests', 'rule_interests', 'submit_sheets'],
	works: COUNCIL_WORK
} as const satisfies StageKind;
