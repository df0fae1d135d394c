import type { FlowFacts, StageKind } from '../../stage-kind.ts';

/** The office visits the applicant and records minutes for the council; the state of the dossier stays meanwhile. */
export const SURVEY = {
	key: 'survey',
	after: () => ['opening'],
	leadsTo: ({ decides }: FlowFacts) => (decides === 'ranked' ? ['session'] : ['selection']),
	followed: () => true,
	steps: () => ({}),
	holds: { valid: 0 },
	callSteps: () => [],
	papers: ['survey_minutes'],
	work: ['record_survey']
} as const satisfies StageKind;
