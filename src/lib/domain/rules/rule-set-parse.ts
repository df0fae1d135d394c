/**
 * Reads a rule set from the JSON of a programme definition.
 *
 * ```json
 * { "key": "tt-20-2023", "title": { "vi": "…", "en": "…" },
 *   "parameters": {
 *     "threshold": { "value": 70, "citation": "TT 20/2023/TT-BKHCN, Điều 11", "from": "2023-11-27" },
 *     "zeroRule": [ { "value": { "num": 1, "den": 3 }, "citation": "…", "to": "2023-11-27" }, … ] } }
 * ```
 * A parameter is one dated value or a list of them; `from` is the first day in force, `to` the first day
 * no longer in force. The keys are those of `RuleValues`; fractions are `{num, den}`, đồng and decimals
 * are strings, limits are `{days}` or `{workingDays}`. `bodies` has the parameters of each other body by its kind.
 */
import { BODY_KIND_KEYS } from '#lib/domain/councils/body-kind-key.ts';
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import { rulesOfKind } from '#lib/domain/councils/body-kinds.ts';
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import {
	decimal,
	distinct,
	dong,
	dongStep,
	flag,
	holding,
	isRecord,
	listOf,
	localized,
	malformed,
	oneOf,
	problemsOf,
	ratio,
	recordOf,
	shape,
	share,
	text,
	whole
} from './rule-set-reading.ts';
import type { Reader } from './rule-set-reading.ts';
import {
	ballotItems,
	ballotLevel,
	councilLevel,
	lateness,
	shareRule,
	standing,
	standings
} from './ballot-rule-reading.ts';
import { TIE_BREAKS } from './rule-set.ts';
import type {
	Ceiling,
	Dated,
	OtherBody,
	QuorumRule,
	RoleCount,
	RuleName,
	RuleParameter,
	RuleParameters,
	RuleSet,
	RuleValues,
	SizeRule,
	TimeLimit
} from './rule-set.ts';

const role = oneOf(...COUNCIL_ROLES);
const people = whole(1, 99);

const timeLimit: Reader<TimeLimit> = (value, at) =>
	isRecord(value) && 'workingDays' in value
		? shape<{ workingDays: number }>({ workingDays: whole(1, 3660) })(value, at)
		: shape<{ days: number }>({ days: whole(1, 3660) })(value, at);

const size = holding(
	shape<SizeRule>({ min: people, max: people }),
	({ min, max }) => min <= max,
	'min <= max'
);

const roleCount = holding(
	shape<RoleCount>(
		{ role, exactly: whole(0, 99), atLeast: whole(0, 99), atMost: whole(0, 99) },
		'exactly',
		'atLeast',
		'atMost'
	),
	({ exactly, atLeast, atMost }) =>
		exactly === undefined
			? atLeast !== undefined || atMost !== undefined
			: atLeast === undefined && atMost === undefined,
	'exactly | atLeast, atMost'
);

const ceiling = holding(
	shape<Ceiling>({ share: ratio, amount: dong }, 'share', 'amount'),
	(value) => value.share !== undefined || value.amount !== undefined,
	'share | amount'
);

const READERS: { readonly [Name in RuleName]: Reader<RuleValues[Name]> } = {
	publicationWindow: timeLimit,
	secondCall: shape<RuleValues['secondCall']>({ months: whole(1, 60) }),
	councilSize: size,
	composition: listOf(roleCount),
	standings,
	quorum: shape<RuleValues['quorum']>(
		{
			share,
			lead: oneOf('chair', 'chair_or_authorised_vice', 'chair_or_vice'),
			roles: listOf(shape<QuorumRule['roles'][number]>({ role, count: people })),
			standings: listOf(shape<NonNullable<QuorumRule['standings']>[number]>({ standing, count: people }))
		},
		'standings'
	),
	countingBoard: people,
	recusalScope: oneOf('lot', 'application'),
	threshold: whole(1, 100),
	zeroRule: share,
	outlierRule: shape<RuleValues['outlierRule']>({ percent: whole(1, 100) }),
	bonus: share,
	validBallotsShare: share,
	tieBreaks: distinct(oneOf(...TIE_BREAKS)),
	maxRecommendedPerLot: people,
	ballotItems,
	itemsPass: shareRule,
	motionPass: shareRule,
	ballotLevel,
	councilLevel,
	lateAcceptance: lateness,
	managementRule: shape<RuleValues['managementRule']>(
		{ rate: share, basis: oneOf('net', 'gross'), roundingStep: dongStep, cap: dong },
		'cap'
	),
	khoanTest: shape<RuleValues['khoanTest']>({ share, amount: dong, countedSubKinds: distinct(text) }),
	labour: shape<RuleValues['labour']>({ strategy: text, leaderRole: text, exactlyOne: distinct(text) }),
	leaderNorm: dong,
	daysPerMonth: whole(1, 31),
	roleCoefficients: recordOf(decimal),
	ceilings: recordOf(ceiling),
	rounding: shape<RuleValues['rounding']>({ lineStep: dongStep, decisionStep: dongStep }),
	instalments: shape<RuleValues['instalments']>({ firstAtMost: share, clearedAtLeast: share }),
	timeLimits: recordOf(timeLimit)
};

const day: Reader<CalendarDate> = (value, at) => {
	const date = typeof value === 'string' ? parseCalendarDate(value) : undefined;
	return date?.ok === true && date.value === value ? ok(date.value) : malformed(at, 'YYYY-MM-DD');
};

/**
 * Refuses with `rule_set_malformed`; its causes name every place by path: `rule_value_malformed`
 * {expected}, `rule_unknown` (no such parameter), `rule_not_of_body` (a body of this kind never reads it),
 * `rule_body_unknown`, `rule_key_unknown`, `rule_period_empty` (`to` not after `from`), `rule_periods_overlap`
 * (two values of a parameter on one day).
 */
export function parseRuleSet(json: unknown): Result<RuleSet> {
	if (!isRecord(json)) return refuse('rule_set_malformed', { causes: [malformed('', '{...}').refusal] });
	const head = shape<Pick<RuleSet, 'key' | 'title'>>({ key: text, title: localized })(
		{ key: json.key, title: json.title },
		'ruleSet'
	);
	const problems: Refusal[] = head.ok ? [] : [...problemsOf(head.refusal)];
	const known = ['key', 'title', 'parameters', 'bodies'];
	for (const key of Object.keys(json)) {
		if (!known.includes(key)) problems.push({ code: 'rule_key_unknown', field: key });
	}
	const parameters = parseParameters(json.parameters, { at: 'parameters', knows: isOfCall }, problems);
	const bodies = json.bodies === undefined ? undefined : parseBodies(json.bodies, problems);
	if (!head.ok || problems.length > 0) return refuse('rule_set_malformed', { causes: problems });
	return ok({ ...head.value, parameters, ...(bodies === undefined ? {} : { bodies }) });
}

function parseBodies(json: unknown, problems: Refusal[]): NonNullable<RuleSet['bodies']> {
	const bodies: { [Body in OtherBody]?: RuleParameters } = {};
	if (!isRecord(json)) {
		problems.push(malformed('bodies', '{...}').refusal);
		return {};
	}
	for (const [name, value] of Object.entries(json)) {
		const body = OTHER_BODIES.find((kind) => kind === name);
		const at = `bodies.${name}`;
		if (body === undefined) problems.push({ code: 'rule_body_unknown', field: at });
		else bodies[body] = parseParameters(value, { at, knows: (rule) => readBy(body, rule) }, problems);
	}
	return bodies;
}

const OTHER_BODIES = BODY_KIND_KEYS.filter((kind) => kind !== 'selection_council');

function readBy(body: BodyKindKey, name: RuleName): boolean {
	return rulesOfKind(body).includes(name);
}

/** The call goes by everything but what other bodies alone go by. */
function isOfCall(name: RuleName): boolean {
	return readBy('selection_council', name) || !OTHER_BODIES.some((body) => readBy(body, name));
}

function parseParameters(
	json: unknown,
	{ at, knows }: { readonly at: string; readonly knows: (name: RuleName) => boolean },
	problems: Refusal[]
): RuleParameters {
	const parameters: { [Name in RuleName]?: RuleParameter<unknown> } = {};
	if (!isRecord(json)) {
		problems.push(malformed(at, '{...}').refusal);
		return {};
	}
	for (const [name, value] of Object.entries(json)) {
		if (!isRuleName(name)) {
			problems.push({ code: 'rule_unknown', field: `${at}.${name}` });
			continue;
		}
		if (!knows(name)) {
			problems.push({ code: 'rule_not_of_body', field: `${at}.${name}` });
			continue;
		}
		const reader: Reader<unknown> = READERS[name];
		const read = parameter(reader, value, `${at}.${name}`);
		if (read.ok) parameters[name] = read.value;
		else problems.push(...problemsOf(read.refusal));
	}
	// Each value was read by the reader of its own name, which is what RuleParameters says.
	return parameters as RuleParameters;
}

function isRuleName(name: string): name is RuleName {
	return Object.hasOwn(READERS, name);
}

function parameter<T>(read: Reader<T>, value: unknown, at: string): Result<RuleParameter<T>> {
	const dated = shape<Dated<unknown>>(
		{ value: read, citation: text, from: day, to: day, verify: flag },
		'from',
		'to',
		'verify'
	) as Reader<Dated<T>>;
	const values = Array.isArray(value) ? listOf(dated)(value, at) : listOf(dated)([value], at);
	if (!values.ok) return values;
	const empty = values.value.find(({ from, to }) => from !== undefined && to !== undefined && to <= from);
	if (empty !== undefined) return refuse('rule_period_empty', { field: at });
	const overlap = values.value.some((one, index) =>
		values.value.slice(index + 1).some((other) => startsBeforeEnd(one, other) && startsBeforeEnd(other, one))
	);
	return overlap ? refuse('rule_periods_overlap', { field: at }) : values;
}

function startsBeforeEnd(one: Dated<unknown>, other: Dated<unknown>): boolean {
	return one.from === undefined || other.to === undefined || one.from < other.to;
}
