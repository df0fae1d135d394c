/**
 * The shape of every number that comes from a law or a circular.
 *
 * A rule set is data in a programme definition. Each parameter names its citation and the dates on which
 * it is in force; a parameter that is absent, or not in force on the date asked for, means that the rule
 * is not applied and not shown. Nothing in the core holds such a number as a constant.
 */
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { SeatStanding } from '#lib/domain/councils/seat-standing.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type {
	BallotItemsRule,
	BallotLevelRule,
	CouncilLevelRule,
	LatenessRule,
	ShareRule,
	StandingCount
} from './ballot-rules.ts';

/** One value with where it comes from and when it holds. */
export interface Dated<T> {
	readonly value: T;
	/** The clause, as a person cites it: `TT 20/2023/TT-BKHCN, Điều 11`. */
	readonly citation: string;
	/** First day in force; absent: always was. */
	readonly from?: CalendarDate;
	/** First day no longer in force (half-open, as circulars say "hết hiệu lực kể từ ngày"). */
	readonly to?: CalendarDate;
	/** The number must still be checked against the signed text before anyone relies on it. */
	readonly verify?: boolean;
}

/** The values of one parameter over time; their periods do not overlap. */
export type RuleParameter<T> = readonly Dated<T>[];

export interface SizeRule {
	readonly min: number;
	readonly max: number;
}

/** How many of a role a council has. `exactly` excludes the other two. */
export interface RoleCount {
	readonly role: CouncilRole;
	readonly exactly?: number;
	readonly atLeast?: number;
	readonly atMost?: number;
}

export interface QuorumRule {
	/** Share of the members appointed to the lot, minus the recused, who must be present (at least). */
	readonly share: Fraction;
	/** Who must lead: the chair, or else a vice-chair, with or without a written authorisation. */
	readonly lead: 'chair' | 'chair_or_authorised_vice' | 'chair_or_vice';
	/** Roles that must be present, each with how many of it. */
	readonly roles: readonly { readonly role: CouncilRole; readonly count: number }[];
	/** Standings that must be present, each with how many of it. */
	readonly standings?: readonly { readonly standing: SeatStanding; readonly count: number }[];
}

/** Two rules of TT 20/2023, Art. 11 in one number each; see scoring/tally.ts for the exact arithmetic. */
export interface OutlierRule {
	/** A ballot that deviates by more than this percentage of the mean of all ballots is dropped; one pass. */
	readonly percent: number;
}

export type TieBreak =
	'lower_state_request' | 'excellent_task_5_years' | 'higher_flagged_criterion_mean' | 'council_vote';

export const TIE_BREAKS: readonly TieBreak[] = [
	'lower_state_request',
	'excellent_task_5_years',
	'higher_flagged_criterion_mean',
	'council_vote'
];

/** How far a blocking conflict with one application reaches. */
export type RecusalScope = 'lot' | 'application';

export interface ManagementRule {
	readonly rate: Fraction;
	/** `gross`: the rate is taken of the total that includes the line itself; `net`: of the other lines. */
	readonly basis: 'net' | 'gross';
	readonly roundingStep: Dong;
	readonly cap?: Dong;
}

/** What may not be contracted by lump sum must stay within both (TTLT 27/2015, Art. 6). */
export interface KhoanTestRule {
	readonly share: Fraction;
	readonly amount: Dong;
	/** Kinds of lines that the test counts, by their keys in the budget's code lists. */
	readonly countedSubKinds: readonly string[];
}

/** How remuneration is computed: `strategy` names a formula of the budget engine. */
export interface LabourRule {
	readonly strategy: string;
	/** The role that the other roles are measured against. */
	readonly leaderRole: string;
	/** Roles of which a budget has exactly one person. */
	readonly exactlyOne: readonly string[];
}

/** A ceiling by share of a base that the budget template names, by amount, or both. */
export interface Ceiling {
	readonly share?: Fraction;
	readonly amount?: Dong;
}

export interface InstalmentRule {
	/** The first advance is at most this share of the state budget. */
	readonly firstAtMost: Fraction;
	/** A later advance needs at least this share of the earlier ones cleared. */
	readonly clearedAtLeast: Fraction;
}

export interface RoundingRule {
	readonly lineStep: Dong;
	readonly decisionStep: Dong;
}

/** `ngày` counts calendar days, `ngày làm việc` working days: never one for the other. */
export type TimeLimit = { readonly days: number } | { readonly workingDays: number };

/** Parameter name -> type of its value. Keys here are the keys in the JSON. */
export interface RuleValues {
	/** How long a call must stay published. */
	readonly publicationWindow: TimeLimit;
	/** How long after its publication a call that found too few may be announced a second time. */
	readonly secondCall: { readonly months: number };
	readonly councilSize: SizeRule;
	readonly composition: readonly RoleCount[];
	/** Whom the members sit for, beside their roles. */
	readonly standings: readonly StandingCount[];
	readonly quorum: QuorumRule;
	/** Members elected to count the ballots. */
	readonly countingBoard: number;
	readonly recusalScope: RecusalScope;
	/** The mean, before any bonus, must reach this many points. */
	readonly threshold: number;
	/** No criterion may be given 0 by more than this share of the members present. */
	readonly zeroRule: Fraction;
	readonly outlierRule: OutlierRule;
	/** Added to the mean of the organisation that proposed the task, as a share of that mean. */
	readonly bonus: Fraction;
	/** Warn when fewer ballots than this share of the members remain valid. */
	readonly validBallotsShare: Fraction;
	readonly tieBreaks: readonly TieBreak[];
	readonly maxRecommendedPerLot: number;
	/** What each ballot marks as met or not met. */
	readonly ballotItems: BallotItemsRule;
	/** Ballots with every item met, for a recommendation. */
	readonly itemsPass: ShareRule;
	/** Ballots that say yes, for a motion to be carried. */
	readonly motionPass: ShareRule;
	readonly ballotLevel: BallotLevelRule;
	readonly councilLevel: CouncilLevelRule;
	readonly lateAcceptance: LatenessRule;
	readonly managementRule: ManagementRule;
	readonly khoanTest: KhoanTestRule;
	readonly labour: LabourRule;
	/** đồng a month: the leader's norm, or the base salary, as the labour strategy asks. */
	readonly leaderNorm: Dong;
	/** Days in a month when remuneration is counted by days. */
	readonly daysPerMonth: number;
	/** Coefficient of the leader's norm by role in the task. */
	readonly roleCoefficients: Readonly<Record<string, Decimal>>;
	readonly ceilings: Readonly<Record<string, Ceiling>>;
	readonly rounding: RoundingRule;
	readonly instalments: InstalmentRule;
	/** Named limits: `opening`, `documents_to_members`, `revision_after_council`, ... */
	readonly timeLimits: Readonly<Record<string, TimeLimit>>;
}

export type RuleName = keyof RuleValues;

export type RuleParameters = { readonly [Name in RuleName]?: RuleParameter<RuleValues[Name]> };

export interface RuleSet {
	readonly key: string;
	readonly title: Localized;
	/** What the call goes by, and its selection council with it. */
	readonly parameters: RuleParameters;
	/** What each other body goes by: its own parameters and none of the call's. */
	readonly bodies?: { readonly [Body in OtherBody]?: RuleParameters };
}

/** Every body but the one whose parameters are those of the call. */
export type OtherBody = Exclude<BodyKindKey, 'selection_council'>;

/**
 * The value in force on a civil date in Vietnam, with its citation.
 * Undefined: no such rule on that day, so it is neither applied nor shown.
 */
export function ruleInForce<T>(
	parameter: RuleParameter<T> | undefined,
	date: CalendarDate
): Dated<T> | undefined {
	return parameter?.find(
		({ from, to }) => (from === undefined || from <= date) && (to === undefined || date < to)
	);
}

/** Every parameter in force on a date, by name: what a page lists and what a decision is computed by. */
export type RulesInForce = { readonly [Name in RuleName]?: Dated<RuleValues[Name]> };

/** The rule set as it stands on one date, for the call and its selection council. */
export function rulesOn({ parameters }: Pick<RuleSet, 'parameters'>, date: CalendarDate): RulesInForce {
	return inForceOn(parameters, date);
}

/** What a body goes by on one date; nothing where the rule set does not name it. */
export function rulesOfBody(ruleSet: RuleSet, body: BodyKindKey, date: CalendarDate): RulesInForce {
	return inForceOn((body === 'selection_council' ? ruleSet.parameters : ruleSet.bodies?.[body]) ?? {}, date);
}

function inForceOn(parameters: RuleParameters, date: CalendarDate): RulesInForce {
	const names = Object.keys(parameters) as RuleName[];
	return Object.fromEntries(
		names.flatMap((name) => {
			const parameter: RuleParameter<unknown> | undefined = parameters[name];
			const inForce = ruleInForce(parameter, date);
			return inForce === undefined ? [] : [[name, inForce]];
		})
	) as RulesInForce;
}
