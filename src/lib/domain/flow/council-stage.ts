import type { ApplicationEvent, ApplicationState } from '#lib/domain/workflow/application.ts';

/** Stages at which a council of a call sits, in the order of its flow; a call with one council has the last alone. */
export const COUNCIL_STAGES = ['screening', 'council'] as const;
export type CouncilStage = (typeof COUNCIL_STAGES)[number];

/** The council by whose conclusion a dossier goes on to its decision. */
export const DECIDING: CouncilStage = 'council';

export function isCouncilStage(text: string): text is CouncilStage {
	return COUNCIL_STAGES.some((stage) => stage === text);
}

/** The state of a dossier while the council of a stage judges it. */
export const JUDGED_IN = {
	screening: 'in_screening',
	council: 'in_review'
} as const satisfies Readonly<Record<CouncilStage, ApplicationState>>;

/** What a council does to the dossiers of its call when it is seated, and what its dissolution does. */
export const STAGE_EVENTS = {
	screening: { seat: 'screen', dissolve: 'lose_screening' },
	council: { seat: 'review', dissolve: 'lose_council' }
} as const satisfies Readonly<Record<CouncilStage, Record<'seat' | 'dissolve', ApplicationEvent>>>;

const NEVER_JUDGED: readonly ApplicationState[] = ['draft', 'submitted', 'withdrawn', 'valid', 'invalid'];

/** States in which a dossier is not, and was never, before the council of a stage. */
export const NOT_BEFORE: Readonly<Record<CouncilStage, readonly ApplicationState[]>> = {
	screening: NEVER_JUDGED,
	council: [...NEVER_JUDGED, 'in_screening', 'screened', 'screened_out']
};

/** States from which a dossier never comes before the council of a stage. */
export const NEVER_BEFORE: Readonly<Record<CouncilStage, readonly ApplicationState[]>> = {
	screening: ['draft', 'withdrawn', 'invalid'],
	council: ['draft', 'withdrawn', 'invalid', 'screened_out']
};

/** States in which a dossier is before a council. */
export const UNDER_JUDGEMENT: readonly ApplicationState[] = COUNCIL_STAGES.map((stage) => JUDGED_IN[stage]);
