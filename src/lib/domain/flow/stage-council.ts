/** What the council of a stage goes by: its body, its rules and what its members mark. */
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { rulesOfBody } from '#lib/domain/rules/rule-set.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { CouncilStage } from './council-stage.ts';

const BODIES = {
	screening: 'screening_council',
	council: 'selection_council'
} as const satisfies Record<CouncilStage, BodyKindKey>;

export function bodyOf(stage: CouncilStage): (typeof BODIES)[CouncilStage] {
	return BODIES[stage];
}

/** Of its own body alone: nothing is taken from the other council's. */
export function councilRulesOn(
	{ ruleSet }: Pick<ProgrammeDefinition, 'ruleSet'>,
	stage: CouncilStage,
	date: CalendarDate
): RulesInForce {
	return rulesOfBody(ruleSet, BODIES[stage], date);
}

/** By variant. */
export function rubricsOf(
	{ rubrics, screeningRubrics }: Pick<ProgrammeDefinition, 'rubrics' | 'screeningRubrics'>,
	stage: CouncilStage
): Readonly<Record<string, Rubric>> {
	return stage === 'screening' ? (screeningRubrics ?? {}) : rubrics;
}
