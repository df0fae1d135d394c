import type { StageKey } from '#lib/domain/definitions/definition.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';

/** Stages in which a state may stand, the latest first; the first that the programme has is where it is. */
const AT: Readonly<Record<ApplicationState, readonly StageKey[]>> = {
	draft: ['intake'],
	submitted: ['opening', 'intake'],
	withdrawn: ['intake'],
	valid: ['survey', 'council', 'opening'],
	invalid: ['opening'],
	in_review: ['session', 'council'],
	recommended: ['appraisal', 'selection'],
	reserve: ['selection'],
	not_recommended: ['selection'],
	in_appraisal: ['appraisal'],
	approved: ['result', 'approval'],
	rejected: ['result', 'approval'],
	accepted: ['result', 'opening'],
	declined: ['result', 'opening']
};

/** Position of the current stage among those of the programme, from 0. */
export function stageOf(state: ApplicationState, stages: readonly { readonly key: StageKey }[]): number {
	const found = AT[state].map((key) => stages.findIndex((stage) => stage.key === key)).find((at) => at >= 0);
	return found ?? 0;
}
