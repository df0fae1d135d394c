/** What a shape found wrong in a document, as refusals that name the place and what belongs there. */
import type { z } from 'zod';
import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { isRecord } from '#lib/domain/shared/record.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { isRuleName } from './rule-values-shape.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface Found {
	readonly path: Path;
	readonly problem: Omit<Refusal, 'field'>;
	/** Said before what stands in the members of the same object. */
	readonly first?: true;
}

/** Every problem once, in the order of the document; what is no member at all comes before what is wrong in one. */
export function shapeProblems(issues: readonly Issue[], input: unknown, at: Path): Refusal[] {
	const seen = new Set<string>();
	return issues
		.flatMap((issue) => problemsOf(issue, at))
		.map((found) => ({ ...found, place: placeOf(found, input, at) }))
		.sort((one, other) => compared(one.place, other.place))
		.flatMap(({ path, problem }): Refusal[] => {
			const field = fieldOf(path);
			const name = `${problem.code} ${field}`;
			if (seen.has(name)) return [];
			seen.add(name);
			return [{ ...problem, field }];
		});
}

function problemsOf(issue: Issue, at: Path): Found[] {
	const path = [...at, ...issue.path];
	if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknown(path, key));
	if (issue.code === 'invalid_union') {
		const alike = issue.errors.filter((branch) => !isOfOtherType(branch));
		if (alike.length > 0) return nearest(alike).flatMap((inner) => problemsOf(inner, path));
	}
	if (issue.code === 'custom' && issue.params?.['refusal'] !== undefined)
		return [{ path, problem: { code: issue.params['refusal'] as RefusalCode } }];
	return [{ path, problem: { code: 'rule_value_malformed', params: { expected: issue.message } } }];
}

/** Of several shapes the one that the value looks like: with the fewest problems. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
	return branches.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

function isOfOtherType(branch: readonly Issue[]): boolean {
	return branch.some(({ path, code }) => path.length === 0 && code === 'invalid_type');
}

/** A member that nobody knows; in the parameters of a rule set it would be a rule, in its bodies a body. */
function unknown(at: Path, key: string): Found {
	const path = [...at, key];
	const [root, part] = at;
	const deep = root === 'ruleSet' ? at.length : 0;
	if (part === 'bodies' && deep === 2) return { path, problem: { code: 'rule_body_unknown' } };
	if ((part === 'parameters' && deep === 2) || (part === 'bodies' && deep === 3))
		return { path, problem: { code: isRuleName(key) ? 'rule_not_of_body' : 'rule_unknown' } };
	return { path, problem: { code: 'rule_key_unknown' }, first: true };
}

/** Where it stands: the place of each member in its object, or of each element in its list. */
function placeOf({ path, first }: Found, input: unknown, at: Path): number[] {
	let value = input;
	const inside = path.slice(at.length);
	return inside.map((step, depth) => {
		if (first && depth === inside.length - 1) return -1;
		const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
		const place = keys.indexOf(String(step));
		value =
			isRecord(value) || Array.isArray(value) ? (value as Record<PropertyKey, unknown>)[step] : undefined;
		// What is missing has no place: it comes after all that is there.
		return place === -1 ? keys.length : place;
	});
}

function compared(one: readonly number[], other: readonly number[]): number {
	const at = one.findIndex((place, depth) => place !== other[depth]);
	return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
}

/** The path as it is written; parts of a rule set are named as in the rule set alone. */
function fieldOf(path: Path): string {
	const [root, part] = path;
	const inRules = root === 'ruleSet' && part !== 'key' && part !== 'title';
	const steps = inRules ? path.slice(1) : root === 'ruleSet' ? path : ['definition', ...path];
	return steps
		.map((step, depth) =>
			typeof step === 'number' ? `[${step}]` : `${depth === 0 ? '' : '.'}${String(step)}`
		)
		.join('');
}
