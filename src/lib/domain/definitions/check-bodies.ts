import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ProgrammeDefinition } from './definition.ts';

/**
 * No kind of stage seats another body than the selection council yet, so that its rules would be followed by nobody:
 * `body_not_seated` for each that a definition names.
 */
export function checkBodies({ ruleSet }: Pick<ProgrammeDefinition, 'ruleSet'>): Refusal[] {
	return Object.keys(ruleSet.bodies ?? {}).map((name) =>
		because('body_not_seated', { field: `ruleSet.bodies.${name}` })
	);
}
