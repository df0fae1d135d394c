/**
 * From ballots to a score, in exact integers (TT 20/2023/TT-BKHCN, Art. 11).
 *
 * With n ballots of whole totals x and S = Σx: a ballot is dropped when it deviates from the mean of all
 * ballots by more than p %, that is 100·|n·x − S| > p·S, in one pass; the threshold is S_v ≥ t·n_v over
 * the ballots that stay; the zero rule counts over all ballots; the bonus changes the ranking score only.
 * A rule that is absent is not applied and leaves no step.
 */
import { testShare } from '#lib/domain/ballots/share-test.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { absolute, greatestCommonDivisor } from '#lib/domain/shared/exact-division.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Dated, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type {
	Ballot,
	BonusStep,
	GatheredStep,
	MeanStep,
	OutliersStep,
	TallyFailure,
	TallyStep,
	TallyWarning,
	ThresholdStep,
	ZerosStep
} from './tally-steps.ts';

export interface TallyInput {
	/** Criterion keys in the order of the rubric. */
	readonly criteria: readonly string[];
	/** Frozen ballots of members present and not recused; in any order. */
	readonly ballots: readonly Ballot[];
	/** Members present and not recused, with those whose sheet was declared invalid. */
	readonly present: number;
	/** Members appointed to the lot minus the recused. */
	readonly members: number;
	/** The applicant is the organisation that proposed the task of the lot. */
	readonly isProposer: boolean;
}

export type TallyRules = Pick<
	RulesInForce,
	'threshold' | 'zeroRule' | 'outlierRule' | 'bonus' | 'validBallotsShare'
>;

export interface Tally {
	readonly steps: readonly TallyStep[];
	readonly qualified: boolean;
	/** Every reason against, in the order of the rules; empty when qualified. */
	readonly failures: readonly TallyFailure[];
	/** S_v / n_v, not reduced: its parts are those of the arithmetic. Null: no ballot stayed. */
	readonly mean: Fraction | null;
	/** The mean, with the bonus where it was given. */
	readonly score: Fraction | null;
	/** Means over the ballots that stayed, by criterion key. */
	readonly criterionMeans: Readonly<Record<string, Fraction>>;
	readonly droppedBallotIds: readonly string[];
	readonly warnings: readonly TallyWarning[];
}

/** Refuses `no_ballots`. A ballot over other criteria, or more ballots than members present, is a bug. */
export function tally(input: TallyInput, rules: TallyRules): Result<Tally> {
	checkInput(input);
	// Which application has none is added by who tallies a lot of several.
	if (input.ballots.length === 0) return { ok: false, refusal: { code: 'no_ballots' } };

	const gathered = gather(input);
	const outliers = rules.outlierRule && findOutliers(gathered, rules.outlierRule);
	const dropped = new Set(outliers?.rows.filter((row) => row.dropped).map((row) => row.ballotId));
	const mean = meanOf(
		input.criteria,
		input.ballots.filter((ballot) => !dropped.has(ballot.ballotId))
	);
	const threshold = mean && rules.threshold && holdThreshold(mean, rules.threshold);
	const zeros = rules.zeroRule && countZeros(input, rules.zeroRule);
	const bonus = mean && rules.bonus && giveBonus(mean, threshold, input.isProposer, rules.bonus);

	const failures: TallyFailure[] = [];
	if (mean === undefined) failures.push('no_valid_ballots');
	if (threshold?.passed === false) failures.push('below_threshold');
	if (zeros?.passed === false) failures.push('zero_rule');
	const qualified = failures.length === 0;
	const score = bonus?.after ?? mean?.mean ?? null;

	const steps = [gathered, outliers, mean, threshold, zeros, bonus].filter((step) => step !== undefined);
	return ok({
		steps: [...steps, { kind: 'outcome', qualified, failures, score }],
		qualified,
		failures,
		mean: mean?.mean ?? null,
		score,
		criterionMeans: Object.fromEntries((mean?.byCriterion ?? []).map((row) => [row.criterionKey, row.mean])),
		droppedBallotIds: [...dropped],
		warnings: warn(input, input.ballots.length - dropped.size, rules)
	});
}

function gather({ ballots }: TallyInput): GatheredStep {
	const rows = ballots.map((ballot) => ({ ballotId: ballot.ballotId, total: totalOf(ballot) }));
	const count = BigInt(rows.length);
	const sum = rows.reduce((all, row) => all + row.total, 0n);
	return { kind: 'gathered', ballots: rows, count, sum, mean: { num: sum, den: count } };
}

function findOutliers(gathered: GatheredStep, rule: Dated<{ readonly percent: number }>): OutliersStep {
	const percent = BigInt(rule.value.percent);
	// 100·|n·x − S| > p·S in its smallest integers: with 20 %, 5·|n·x − S| > S.
	const common = greatestCommonDivisor(100n, percent);
	const factor = 100n / common;
	const right = (percent / common) * gathered.sum;
	const rows = gathered.ballots.map(({ ballotId, total }) => {
		const deviation = gathered.count * total - gathered.sum;
		const left = factor * absolute(deviation);
		return { ballotId, total, deviation, left, dropped: left > right };
	});
	return {
		kind: 'outliers',
		citation: rule.citation,
		percent,
		factor,
		right,
		rows,
		dropped: BigInt(rows.filter((row) => row.dropped).length)
	};
}

function meanOf(criteria: readonly string[], valid: readonly Ballot[]): MeanStep | undefined {
	if (valid.length === 0) return undefined;
	const count = BigInt(valid.length);
	const sum = valid.reduce((all, ballot) => all + totalOf(ballot), 0n);
	return {
		kind: 'mean',
		count,
		sum,
		mean: { num: sum, den: count },
		byCriterion: criteria.map((criterionKey) => {
			const points = valid.reduce((all, ballot) => all + pointsAt(ballot, criterionKey), 0n);
			return { criterionKey, sum: points, mean: { num: points, den: count } };
		})
	};
}

function holdThreshold(mean: MeanStep, rule: Dated<number>): ThresholdStep {
	const threshold = BigInt(rule.value);
	const right = threshold * mean.count;
	return {
		kind: 'threshold',
		citation: rule.citation,
		threshold,
		left: mean.sum,
		right,
		passed: mean.sum >= right
	};
}

function countZeros({ criteria, ballots, present }: TallyInput, rule: Dated<Fraction>): ZerosStep {
	const right = rule.value.num * BigInt(present);
	const rows = criteria.map((criterionKey) => {
		const zeros = BigInt(ballots.filter((ballot) => pointsAt(ballot, criterionKey) === 0n).length);
		const left = rule.value.den * zeros;
		return { criterionKey, zeros, left, failed: left > right };
	});
	return {
		kind: 'zeros',
		citation: rule.citation,
		share: rule.value,
		present: BigInt(present),
		right,
		rows,
		passed: rows.every((row) => !row.failed)
	};
}

function giveBonus(
	mean: MeanStep,
	threshold: ThresholdStep | undefined,
	isProposer: boolean,
	rule: Dated<Fraction>
): BonusStep {
	const share = rule.value;
	const head = { kind: 'bonus', citation: rule.citation, share, before: mean.mean } as const;
	if (!isProposer) return { ...head, applied: false, reason: 'not_proposer', after: mean.mean };
	if (threshold?.passed === false) {
		return { ...head, applied: false, reason: 'below_threshold', after: mean.mean };
	}
	const after = { num: mean.sum * (share.den + share.num), den: mean.count * share.den };
	return { ...head, applied: true, after };
}

/**
 * The circular does not say whether a quorum must still hold among the ballots that stay.
 * The portal does not invent such a rule; it warns.
 */
function warn(input: TallyInput, validCount: number, rules: TallyRules): TallyWarning[] {
	const rule = rules.validBallotsShare;
	if (rule === undefined) return [];
	const bases = {
		ballots: BigInt(validCount),
		present: BigInt(input.present),
		members: BigInt(input.members)
	};
	const enough = testShare({ share: rule.value, of: 'members', bound: 'at_least' }, bases.ballots, bases);
	if (enough.met) return [];
	const { count: valid, base: members } = enough;
	return [{ code: 'few_valid_ballots', citation: rule.citation, valid, members, share: rule.value }];
}

function checkInput({ criteria, ballots, present, members }: TallyInput): void {
	if (ballots.length > present) throw new RangeError(`${ballots.length} ballots of ${present} present`);
	if (present > members) throw new RangeError(`${present} present of ${members} members`);
	if (new Set(ballots.map((ballot) => ballot.ballotId)).size < ballots.length) {
		throw new RangeError('the same ballot twice');
	}
	for (const ballot of ballots) {
		if (Object.keys(ballot.points).length !== criteria.length) {
			throw new RangeError(`ballot ${ballot.ballotId} is not over the criteria of the rubric`);
		}
		for (const key of criteria) pointsAt(ballot, key);
	}
}

function pointsAt(ballot: Ballot, criterionKey: string): bigint {
	const points = Object.hasOwn(ballot.points, criterionKey) ? ballot.points[criterionKey] : undefined;
	if (points === undefined || !Number.isSafeInteger(points) || points < 0) {
		throw new RangeError(`ballot ${ballot.ballotId} has no whole points at ${criterionKey}`);
	}
	return BigInt(points);
}

function totalOf(ballot: Ballot): bigint {
	return Object.keys(ballot.points).reduce((sum, key) => sum + pointsAt(ballot, key), 0n);
}
