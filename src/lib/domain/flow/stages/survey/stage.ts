import { judged } from '../../flow-facts.ts';
import type { FlowFacts } from '../../flow-facts.ts';
import type { StageKind } from '../../stage-kind.ts';
import { SURVEY_WORK } from './work.ts';

/** The office visits the applicant and records minutes for the council; the state of the dossier stays meanwhile. */
export const SURVEY = {
	key: 'survey',
	after: () => ['opening'],
	// Minutes may be written until the first session begins.
	leadsTo: (facts: FlowFacts) =>
		!judged(facts) ? ['selection'] : facts.screens ? ['screening_session'] : ['session'],
	followed: () => true,
	steps: () => ({}),
	holds: { valid: 0 },
	callSteps: () => [],
	papers: ['survey_minutes'],
	work: ['record_survey'],
	works: SURVEY_WORK
} as const satisfies StageKind;
