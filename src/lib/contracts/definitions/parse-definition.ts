/** From the JSON document of a programme to a definition that may be trusted. */
import type { z } from 'zod';
import { checkDefinition } from '#lib/domain/definitions/check-definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { asSchemaTwo } from '#lib/domain/definitions/schema-one.ts';
import { flowProblems } from '#lib/domain/flow/check-flow.ts';
import type { RuleSet } from '#lib/domain/rules/rule-set.ts';
import { isRecord } from '#lib/domain/shared/record.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { definitionShape } from './definition-shape.ts';
import { shapeProblems } from './shape-problems.ts';
import { asWritten, ruleSetShape, withLists } from './rule-set-shape.ts';

/**
 * Reads a stored definition document: its structure. It was held to the rules of its day when it was stored, and stays
 * readable under later ones. Refusals: `definition_schema_unknown`, `definition_malformed` (causes
 * `rule_value_malformed`, `rule_key_unknown` and those of the rule set, each with its path).
 */
export function readDefinition(json: unknown): Result<ProgrammeDefinition> {
	if (!isRecord(json)) {
		const causes = [{ code: 'rule_value_malformed', field: '', params: { expected: '{...}' } }] as const;
		return refuse('definition_malformed', { causes });
	}
	const document = asSchemaTwo(json);
	if (document['schemaVersion'] !== 2) return refuse('definition_schema_unknown', { field: 'schemaVersion' });
	const read = problemsOr(definitionShape, { ...document, ruleSet: withLists(document['ruleSet']) }, []);
	if (!read.ok) return refuse('definition_malformed', { causes: read.refusal.causes ?? [] });
	return ok({ ...read.value, ruleSet: asWritten(read.value.ruleSet, document['ruleSet']) });
}

/**
 * Reads a definition document and holds it to the contract. Refusals: those of `readDefinition`, and
 * `definition_invalid` (meaning; causes as listed at `checkDefinition` and `flowProblems`).
 */
export function parseDefinition(json: unknown): Result<ProgrammeDefinition> {
	// What was stored under the first schema is read on, and not written any more.
	if (isRecord(json) && json['schemaVersion'] !== 2)
		return refuse('definition_schema_unknown', { field: 'schemaVersion' });
	const read = readDefinition(json);
	if (!read.ok) return read;
	const causes = [...checkDefinition(read.value), ...flowProblems(read.value)];
	return causes.length === 0 ? read : refuse('definition_invalid', { causes });
}

/**
 * Reads a rule set alone. Refuses `rule_set_malformed`; its causes name every place by path: `rule_value_malformed`
 * {expected}, `rule_unknown` (no such parameter), `rule_not_of_body` (a body of this kind never reads it),
 * `rule_body_unknown`, `rule_key_unknown`, `rule_period_empty` (`to` not after `from`), `rule_periods_overlap` (two
 * values of a parameter on one day).
 */
export function parseRuleSet(json: unknown): Result<RuleSet> {
	const read = problemsOr(ruleSetShape, withLists(json), ['ruleSet']);
	return read.ok ? ok(asWritten(read.value, json)) : read;
}

function problemsOr<T>(shape: z.ZodType<T>, input: unknown, at: readonly string[]): Result<T> {
	const read = shape.safeParse(input);
	if (read.success) return ok(read.data);
	const causes: readonly Refusal[] = shapeProblems(read.error.issues, input, at);
	return refuse('rule_set_malformed', { causes });
}
