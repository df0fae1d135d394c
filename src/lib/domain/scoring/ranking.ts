/**
 * The order of the applications of one lot, and who is recommended.
 *
 * Scores are compared by cross multiplication. Equals are parted by the tie-breaks of the rule set in
 * their order, each decision stated; what no rule parts is decided by the council's recorded vote and by
 * nothing else: never by an id, a name or the order of arrival.
 */
import { compareFractions } from '#lib/domain/shared/fraction.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { RulesInForce, TieBreak } from '#lib/domain/rules/rule-set.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { TallyFailure } from './tally-steps.ts';

export interface Contender {
	readonly applicationId: string;
	/** What people see (`TASK-2026-0003`); used in words, never to decide. */
	readonly code: string;
	readonly qualified: boolean;
	readonly failures: readonly TallyFailure[];
	/** The ranking score, bonus included. Null only where no ballot stayed. */
	readonly score: Fraction | null;
	/** đồng asked from the state budget. */
	readonly stateRequest: Dong;
	/** Leader or host has a task accepted as "Xuất sắc" within the last five years. */
	readonly excellentTask: boolean;
	/** Mean of the criterion flagged in the rubric; null where no criterion is flagged. */
	readonly flaggedMean: Fraction | null;
}

/** The council's recorded vote among equals: all of them, first to last. */
export interface TieVote {
	readonly order: readonly string[];
}

export interface TieDecision {
	readonly by: TieBreak;
	/** The equals that the rule was asked about. */
	readonly between: readonly string[];
	/** What the rule made of them, best first; a group of several is still tied after it. */
	readonly order: readonly (readonly string[])[];
	/**
	 * What the rule compared: đồng asked, 1 or 0 for a task rated "Xuất sắc", or points of the flagged criterion over
	 * ballots, not reduced. Absent of a vote, and of an order that was stored before the figures were.
	 */
	readonly figures?: readonly TieFigure[];
}

export interface TieFigure {
	readonly applicationId: string;
	readonly value: Fraction;
}

export interface Ranked {
	readonly applicationId: string;
	readonly code: string;
	/** 1 is best. Equals that wait for a vote share the place. */
	readonly place: number;
	readonly score: Fraction;
	readonly recommended: boolean;
	/** The place waits for the council's vote. */
	readonly awaitsVote: boolean;
}

export interface Unranked {
	readonly applicationId: string;
	readonly code: string;
	readonly score: Fraction | null;
	readonly failures: readonly TallyFailure[];
}

export interface Ranking {
	/** The qualified, best first. */
	readonly ranked: readonly Ranked[];
	/** The others, highest mean first for reading; equals among them in the order of their codes. */
	readonly unranked: readonly Unranked[];
	/** Every rule that was asked about equals and parted them, in the order asked. */
	readonly decisions: readonly TieDecision[];
	/** Groups of equals that no rule and no recorded vote has parted. */
	readonly openTies: readonly (readonly string[])[];
	readonly maxRecommended: number | null;
}

export type RankingRules = Pick<RulesInForce, 'tieBreaks' | 'maxRecommendedPerLot'>;

type Scored = Contender & { readonly score: Fraction };
type Group = readonly Scored[];

/** Ranks one lot. An open tie is not a refusal here, for a page must show it; see `requireOrder`. */
export function rankLot(
	contenders: readonly Contender[],
	rules: RankingRules,
	votes: readonly TieVote[] = []
): Ranking {
	const qualified = contenders.filter(isRankable);
	const decisions: TieDecision[] = [];
	const tieBreaks = rules.tieBreaks?.value ?? [];
	const groups = partition(qualified, (a, b) => compareFractions(b.score, a.score)).flatMap((equals) =>
		partEquals(equals, tieBreaks, votes, decisions)
	);
	const max = rules.maxRecommendedPerLot?.value ?? null;
	return {
		ranked: place(groups, max),
		unranked: contenders
			.filter((contender) => !isRankable(contender))
			.sort(forReading)
			.map(({ applicationId, code, score, failures }) => ({ applicationId, code, score, failures })),
		decisions,
		openTies: groups.filter((group) => group.length > 1).map(ids),
		maxRecommended: max
	};
}

/**
 * Those who qualified, without an order among them: equals share a place, nobody is put before another and nobody is
 * recommended.
 */
export function listQualified(contenders: readonly Contender[]): Ranking {
	const { ranked, unranked } = rankLot(contenders, {});
	return {
		ranked: ranked.map((row) => ({ ...row, recommended: false, awaitsVote: false })),
		unranked,
		decisions: [],
		openTies: [],
		maxRecommended: null
	};
}

/** Refuses `tie_needs_vote` {codes, ties} while the order is not strict: one cause for each open tie. */
export function requireOrder(ranking: Ranking): Result<Ranking> {
	if (ranking.openTies.length === 0) return ok(ranking);
	const codeOf = new Map(ranking.ranked.map((row) => [row.applicationId, row.code]));
	const causes = ranking.openTies.map((tie): Refusal => ({
		code: 'tie_needs_vote',
		params: { codes: tie.map((id) => codeOf.get(id) ?? id).join(', ') }
	}));
	return refuse('tie_needs_vote', { ...present({ params: causes[0]?.params }), causes });
}

/**
 * A vote as it is recorded: it must be about one open tie and order all of it.
 * Refuses `vote_not_about_open_tie`, `vote_incomplete`.
 */
export function checkTieVote(ranking: Ranking, vote: TieVote): Result<TieVote> {
	const about = ranking.openTies.find((tie) => vote.order.some((id) => tie.includes(id)));
	if (about === undefined) return refuse('vote_not_about_open_tie');
	return sameMembers(about, vote.order) ? ok(vote) : refuse('vote_incomplete');
}

function isRankable(contender: Contender): contender is Scored {
	return contender.qualified && contender.score !== null;
}

/** Splits equals by each rule in turn; what remains together at the end waits for a vote. */
function partEquals(
	equals: Group,
	tieBreaks: readonly TieBreak[],
	votes: readonly TieVote[],
	decisions: TieDecision[]
): readonly Group[] {
	if (equals.length < 2) return [equals];
	const [rule, ...later] = tieBreaks;
	// Where the list ends, or names the vote, only the council can decide.
	if (rule === undefined || rule === 'council_vote') return byVote(equals, votes, decisions);
	const groups = partition(equals, COMPARE[rule]);
	if (groups.length > 1) {
		const figures = groups.flat().flatMap((one): TieFigure[] => {
			const value = COMPARED[rule](one);
			return value === null ? [] : [{ applicationId: one.applicationId, value }];
		});
		decisions.push({ by: rule, between: ids(equals), order: groups.map(ids), figures });
	}
	return groups.flatMap((group) => partEquals(group, later, votes, decisions));
}

function byVote(equals: Group, votes: readonly TieVote[], decisions: TieDecision[]): readonly Group[] {
	// A vote counts only for exactly the equals it was held about: if the tie changed, it is asked again.
	const vote = votes.find(({ order }) => sameMembers(ids(equals), order));
	if (vote === undefined) return [equals];
	const groups = vote.order.flatMap((id) => {
		const group = equals.filter((contender) => contender.applicationId === id);
		return group.length === 0 ? [] : [group];
	});
	decisions.push({ by: 'council_vote', between: ids(equals), order: groups.map(ids) });
	return groups;
}

/** Less is better in each of these. */
const COMPARE: Readonly<Record<Exclude<TieBreak, 'council_vote'>, (a: Scored, b: Scored) => number>> = {
	lower_state_request: (a, b) =>
		a.stateRequest < b.stateRequest ? -1 : a.stateRequest > b.stateRequest ? 1 : 0,
	excellent_task_5_years: (a, b) => Number(b.excellentTask) - Number(a.excellentTask),
	higher_flagged_criterion_mean: (a, b) =>
		a.flaggedMean === null || b.flaggedMean === null ? 0 : compareFractions(b.flaggedMean, a.flaggedMean)
};

/** The figure that `COMPARE` looks at. */
const COMPARED: Readonly<Record<Exclude<TieBreak, 'council_vote'>, (one: Scored) => Fraction | null>> = {
	lower_state_request: ({ stateRequest }) => ({ num: stateRequest, den: 1n }),
	excellent_task_5_years: ({ excellentTask }) => ({ num: excellentTask ? 1n : 0n, den: 1n }),
	higher_flagged_criterion_mean: ({ flaggedMean }) => flaggedMean
};

/** Sorted into groups of equals, best first; equals keep the order of their codes, for reading only. */
function partition(items: Group, compare: (a: Scored, b: Scored) => number): Group[] {
	const groups: Scored[][] = [];
	for (const item of [...items].sort((a, b) => compare(a, b) || byCode(a, b))) {
		const last = groups.at(-1);
		const [first] = last ?? [];
		if (last !== undefined && first !== undefined && compare(first, item) === 0) last.push(item);
		else groups.push([item]);
	}
	return groups;
}

function place(groups: readonly Group[], max: number | null): Ranked[] {
	let before = 0;
	return groups.flatMap((group) => {
		const start = before;
		before += group.length;
		// A tie across the limit recommends nobody of it until the council has voted.
		const recommended = max === null || before <= max;
		return group.map(({ applicationId, code, score }) => ({
			applicationId,
			code,
			place: start + 1,
			score,
			recommended,
			awaitsVote: group.length > 1
		}));
	});
}

function forReading(a: Contender, b: Contender): number {
	if (a.score !== null && b.score !== null) return compareFractions(b.score, a.score) || byCode(a, b);
	return Number(a.score === null) - Number(b.score === null) || byCode(a, b);
}

function byCode(a: Contender, b: Contender): number {
	return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

function ids(group: Group): string[] {
	return group.map((contender) => contender.applicationId);
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && new Set(b).size === b.length && b.every((id) => a.includes(id));
}
