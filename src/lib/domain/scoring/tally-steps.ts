/**
 * The arithmetic of a tally as data, step by step, so that a page and printed minutes show the same
 * integers that decided. Every comparison carries both of its sides.
 */
import type { StepReading } from '#lib/domain/ballots/step-record.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';

/** A ballot: the frozen, whole points of a member present and not recused. */
export interface Ballot {
	readonly ballotId: string;
	/** Whole points by criterion key; exactly the criteria of the rubric. */
	readonly points: Readonly<Record<string, number>>;
}

export interface GatheredStep {
	readonly kind: 'gathered';
	readonly ballots: readonly { readonly ballotId: string; readonly total: bigint }[];
	/** n */
	readonly count: bigint;
	/** S = Σ total */
	readonly sum: bigint;
	/** S / n, over all ballots */
	readonly mean: Fraction;
}

export interface OutlierRow {
	readonly ballotId: string;
	readonly total: bigint;
	/** n·x − S: how far the ballot is from the mean, times n; below the mean it is negative. */
	readonly deviation: bigint;
	/** factor·|n·x − S| */
	readonly left: bigint;
	readonly dropped: boolean;
}

/** A ballot is dropped when `left > right`; the mean is that of all ballots, and there is one pass. */
export interface OutliersStep {
	readonly kind: 'outliers';
	readonly citation: string;
	readonly percent: bigint;
	/** 100 / gcd(100, percent): for 20 % it is 5. */
	readonly factor: bigint;
	/** (percent / gcd)·S: for 20 % it is S itself. */
	readonly right: bigint;
	readonly rows: readonly OutlierRow[];
	readonly dropped: bigint;
}

export interface MeanStep {
	readonly kind: 'mean';
	readonly count: bigint;
	readonly sum: bigint;
	readonly mean: Fraction;
	/** Means over the ballots that stayed, by criterion. */
	readonly byCriterion: readonly {
		readonly criterionKey: string;
		readonly sum: bigint;
		readonly mean: Fraction;
	}[];
}

/** Passed when `left >= right`: S_v against threshold·n_v, before any bonus. */
export interface ThresholdStep {
	readonly kind: 'threshold';
	readonly citation: string;
	readonly threshold: bigint;
	readonly left: bigint;
	readonly right: bigint;
	readonly passed: boolean;
}

export interface ZeroRow {
	readonly criterionKey: string;
	readonly zeros: bigint;
	/** den·zeros */
	readonly left: bigint;
	readonly failed: boolean;
}

/** A criterion fails when `left > right`; zeros of dropped ballots count as well. */
export interface ZerosStep {
	readonly kind: 'zeros';
	readonly citation: string;
	readonly share: Fraction;
	/** Members present and not recused. */
	readonly present: bigint;
	/** num·present */
	readonly right: bigint;
	readonly rows: readonly ZeroRow[];
	readonly passed: boolean;
}

export interface BonusStep {
	readonly kind: 'bonus';
	readonly citation: string;
	readonly share: Fraction;
	readonly applied: boolean;
	/** Why not, where it was not. */
	readonly reason?: 'not_proposer' | 'below_threshold';
	readonly before: Fraction;
	readonly after: Fraction;
}

export interface OutcomeStep {
	readonly kind: 'outcome';
	readonly qualified: boolean;
	readonly failures: readonly TallyFailure[];
	/** What the ranking uses: the mean, with the bonus where it was given. Null: no ballot stayed. */
	readonly score: Fraction | null;
}

export type TallyStep =
	GatheredStep | OutliersStep | MeanStep | ThresholdStep | ZerosStep | BonusStep | OutcomeStep;

export type TallyFailure = 'no_valid_ballots' | 'below_threshold' | 'zero_rule';

/** Something that the council must know and that decides nothing. */
export type TallyWarning = {
	readonly code: 'few_valid_ballots';
	readonly citation: string;
	readonly valid: bigint;
	readonly members: bigint;
	readonly share: Fraction;
};

export const TALLY_READING: StepReading = {
	parts: {
		gathered: ['ballots', 'count', 'sum', 'mean'],
		outliers: ['citation', 'percent', 'factor', 'right', 'rows', 'dropped'],
		mean: ['count', 'sum', 'mean', 'byCriterion'],
		threshold: ['citation', 'threshold', 'left', 'right', 'passed'],
		zeros: ['citation', 'share', 'present', 'right', 'rows', 'passed'],
		bonus: ['citation', 'share', 'applied', 'before', 'after'],
		outcome: ['qualified', 'failures', 'score']
	} satisfies Readonly<Record<TallyStep['kind'], readonly string[]>>,
	integers: [
		'count',
		'den',
		'deviation',
		'dropped',
		'factor',
		'left',
		'num',
		'percent',
		'present',
		'right',
		'sum',
		'threshold',
		'total',
		'zeros'
	]
};
