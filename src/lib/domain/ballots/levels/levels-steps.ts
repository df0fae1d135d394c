/** What a count of levels shows: each member's level and the council's, with both sides of every comparison. */
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { ShareTest, Sides } from '../share-test.ts';
import { SIDES_INTEGERS } from '../share-test.ts';
import type { StepReading } from '../step-record.ts';

/** Xuất sắc, Đạt, Không đạt: of a criterion, of a ballot, of the council. */
export type Level = 'excellent' | 'passed' | 'failed';

/** A quantity that is not met: what was delivered against the least of its order, in whole units of one scale. */
export interface OrderRow {
	readonly criterionKey: string;
	readonly sides: Sides;
}

export interface BallotLevelRow {
	readonly ballotId: string;
	readonly level: Level;
	/** Criteria of products marked "Xuất sắc", of all; all of them are needed for it. */
	readonly excellentCount: bigint;
	readonly criteriaCount: bigint;
	/** Criteria of kind and quality that are met, of all; all of them are needed to pass. */
	readonly qualitiesMet: bigint;
	readonly qualitiesCount: bigint;
	/** Criteria of quantity and volume that are met, against their share. */
	readonly quantities: Sides;
	readonly orders: readonly OrderRow[];
	readonly report: Level;
}

export interface BallotLevelsStep {
	readonly kind: 'ballot_levels';
	readonly citation: string;
	readonly rows: readonly BallotLevelRow[];
}

export interface LatenessStep {
	readonly kind: 'lateness';
	readonly citation: string;
	readonly months: bigint;
	/** The dossier was due on this day, and fails by itself when it came after the last day. */
	readonly due: CalendarDate;
	readonly lastDay: CalendarDate;
	readonly handedIn: CalendarDate;
	readonly late: boolean;
}

export interface CouncilLevelStep {
	readonly kind: 'council_level';
	readonly citation: string;
	readonly excellentBallots: bigint;
	readonly passedBallots: bigint;
	readonly failedBallots: bigint;
	readonly excellent: ShareTest;
	/** "Xuất sắc" allows at most this many ballots that say "Không đạt". */
	readonly failedAllowed: bigint;
	readonly failed: ShareTest;
}

export type LevelsStep = BallotLevelsStep | LatenessStep | CouncilLevelStep;

export const LEVELS_READING: StepReading = {
	parts: {
		ballot_levels: ['citation', 'rows'],
		lateness: ['citation', 'months', 'due', 'lastDay', 'handedIn', 'late'],
		council_level: [
			'citation',
			'excellentBallots',
			'passedBallots',
			'failedBallots',
			'excellent',
			'failedAllowed',
			'failed'
		]
	},
	integers: [
		...SIDES_INTEGERS,
		'excellentCount',
		'criteriaCount',
		'qualitiesMet',
		'qualitiesCount',
		'months',
		'excellentBallots',
		'passedBallots',
		'failedBallots',
		'failedAllowed'
	]
};
