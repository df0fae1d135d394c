import type { StageKind } from '../../stage-kind.ts';
import { INTAKE_WORK } from './work.ts';

/** A call is published, dossiers are written and submitted within its window. */
export const INTAKE = {
	key: 'intake',
	after: () => [],
	leadsTo: () => ['opening', 'result'],
	followed: () => true,
	steps: () => ({
		call: { draft: { publish: 'published', cancel: 'cancelled' }, published: { cancel: 'cancelled' } },
		application: {
			draft: { submit: 'submitted' },
			// Replacing is a submission over a submission: the revision that stands changes, the state does not.
			submitted: { submit: 'submitted', withdraw: 'withdrawn' }
		}
	}),
	holds: { draft: 0, submitted: 1, withdrawn: 0 },
	callSteps: () => [],
	papers: ['receipt'],
	work: ['finish_draft', 'finish_replacement', 'publish_call'],
	works: INTAKE_WORK
} as const satisfies StageKind;
