/**
 * A rule set in the JSON of a programme definition.
 *
 * ```json
 * { "key": "tt-20-2023", "title": { "vi": "…", "en": "…" },
 *   "parameters": {
 *     "threshold": { "value": 70, "citation": "TT 20/2023/TT-BKHCN, Điều 11", "from": "2023-11-27" },
 *     "zeroRule": [ { "value": { "num": 1, "den": 3 }, "citation": "…", "to": "2023-11-27" }, … ] } }
 * ```
 * A parameter is one dated value or a list of them; `from` is the first day in force, `to` the first day no longer in
 * force. The keys are those of `RuleValues`; `bodies` has the parameters of each other body by its kind.
 */
import { z } from 'zod';
import { BODY_KIND_KEYS } from '#lib/domain/councils/body-kind-key.ts';
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import { rulesOfKind } from '#lib/domain/councils/body-kinds.ts';
import type { PlainRefusalCode } from '#lib/domain/generated/names.ts';
import type { Dated, OtherBody, RuleName, RuleParameters, RuleSet } from '#lib/domain/rules/rule-set.ts';
import { calendarDate, isCalendarDate } from '#lib/domain/shared/period.ts';
import { isRecord } from '#lib/domain/shared/record.ts';
import { RULE_VALUES } from './rule-values-shape.ts';
import { flag, localized, matching, shape, text } from './shape-values.ts';

/** Marks a list whose only element a document may write without brackets. */
export const ONE_ALONE = 'oneAlone';

const day = matching(/^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD')
	.refine(isCalendarDate, { error: 'YYYY-MM-DD' })
	.transform(calendarDate);

/** The values of one parameter over time. */
function parameter(value: z.ZodType) {
	const dated = shape({
		value,
		citation: text,
		from: day.exactOptional(),
		to: day.exactOptional(),
		verify: flag.exactOptional()
	});
	return z
		.array(dated, { error: '[...]' })
		.superRefine((values, context) => {
			if (values.some(isEmpty)) because(context, 'rule_period_empty');
			else if (overlap(values)) because(context, 'rule_periods_overlap');
		})
		.meta({ [ONE_ALONE]: true });
}

function because(context: z.RefinementCtx<unknown>, code: PlainRefusalCode): void {
	context.addIssue({ code: 'custom', message: code, params: { refusal: code } });
}

function isEmpty({ from, to }: Dated<unknown>): boolean {
	return from !== undefined && to !== undefined && to <= from;
}

function overlap(values: readonly Dated<unknown>[]): boolean {
	return values.some((one, index) =>
		values.slice(index + 1).some((other) => startsBeforeEnd(one, other) && startsBeforeEnd(other, one))
	);
}

function startsBeforeEnd(one: Dated<unknown>, other: Dated<unknown>): boolean {
	return one.from === undefined || other.to === undefined || one.from < other.to;
}

/** The parameters of one body, or of the call; each value is read by the shape of its own name. */
function parametersOf(knows: (name: RuleName) => boolean): z.ZodType<RuleParameters> {
	const names = (Object.keys(RULE_VALUES) as RuleName[]).filter(knows);
	const members = names.map((name) => [name, parameter(RULE_VALUES[name]).exactOptional()] as const);
	return shape(Object.fromEntries(members)) as z.ZodType<RuleParameters>;
}

const OTHER_BODIES = BODY_KIND_KEYS.filter((kind) => kind !== 'selection_council');

function readBy(body: BodyKindKey, name: RuleName): boolean {
	return rulesOfKind(body).includes(name);
}

/** The call goes by everything but what other bodies alone go by. */
function isOfCall(name: RuleName): boolean {
	return readBy('selection_council', name) || !OTHER_BODIES.some((body) => readBy(body, name));
}

type Bodies = { readonly [Body in OtherBody]?: RuleParameters };

const bodies = shape(
	Object.fromEntries(
		OTHER_BODIES.map((body) => [body, parametersOf((name) => readBy(body, name)).exactOptional()])
	)
) as z.ZodType<Bodies>;

export const ruleSetShape = shape({
	key: text,
	title: localized,
	parameters: parametersOf(isOfCall),
	bodies: bodies.exactOptional()
});

/** The same document with every parameter as the list that it may stand alone for. */
export function withLists(ruleSet: unknown): unknown {
	if (!isRecord(ruleSet)) return ruleSet;
	const { parameters, bodies: others } = ruleSet;
	return {
		...ruleSet,
		...(parameters !== undefined && { parameters: listed(parameters) }),
		...(others !== undefined && { bodies: isRecord(others) ? mapped(others, listed) : others })
	};
}

function listed(parameters: unknown): unknown {
	return isRecord(parameters)
		? mapped(parameters, (value): unknown => (Array.isArray(value) ? value : [value]))
		: parameters;
}

function mapped(record: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): unknown {
	return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** The parameters in the order of the document, in which pages list them. */
export function asWritten(read: RuleSet, ruleSet: unknown): RuleSet {
	if (!isRecord(ruleSet)) return read;
	const { parameters, bodies: others } = ruleSet;
	const bodyOrder = isRecord(others) ? others : {};
	return {
		...read,
		parameters: sorted(read.parameters, parameters),
		...(read.bodies && {
			bodies: sorted(
				Object.fromEntries(
					Object.entries(read.bodies).map(([body, own]) => [body, sorted(own, bodyOrder[body])])
				),
				others
			)
		})
	};
}

function sorted<Members extends object>(read: Members, written: unknown): Members {
	const order = isRecord(written) ? Object.keys(written) : [];
	const entries = Object.entries(read).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
	return Object.fromEntries(entries) as Members;
}
