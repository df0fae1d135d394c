import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import { neededBy } from '#lib/domain/councils/body-kinds.ts';
import { bodyOf } from '#lib/domain/flow/stage-council.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { ProgrammeDefinition } from './definition.ts';

/**
 * Rules of a body that no stage seats would be followed by nobody: `body_not_seated` for each that a definition names;
 * `body_rule_missing` {name} for what a body that a stage seats cannot do without.
 */
export function checkBodies(definition: ProgrammeDefinition): Refusal[] {
	const { bodies = {} } = definition.ruleSet;
	const seated: readonly BodyKindKey[] = flowOf(definition).councils.map(({ stage }) => bodyOf(stage));
	const others = Object.keys(bodies).filter((name) => !seated.some((body) => body === name));
	return [
		...others.map((name) => because('body_not_seated', { field: `ruleSet.bodies.${name}` })),
		...seated.flatMap((body) =>
			body === 'selection_council'
				? []
				: neededBy(body)
						.filter((name) => bodies[body]?.[name] === undefined)
						.map((name) =>
							because('body_rule_missing', { field: `ruleSet.bodies.${body}`, params: { name } })
						)
		)
	];
}
