import { readSteps } from '#lib/domain/ballots/step-record.ts';
import type { BoardSeat } from '#lib/domain/councils/session.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { readRanking, recordRanking } from '#lib/domain/scoring/ranking-record.ts';
import { TALLY_READING } from '#lib/domain/scoring/tally-steps.ts';
import type { TallyStep } from '#lib/domain/scoring/tally-steps.ts';
import type {
	AttendanceRow,
	SessionRow,
	StoredRanking,
	StoredStanding,
	TallyReason,
	TallyRow,
	TieVoteRow
} from '#lib/server/app/sessions/ports.ts';
import { councilStage } from './councils.map.ts';
import { sessionState } from './session-state.ts';
import type { Prisma, ReviewSession, Tally } from './generated/client.ts';

export function toSession(row: ReviewSession): SessionRow {
	const {
		id,
		lotId,
		councilId,
		version,
		scheduledAt,
		place,
		openedAt,
		talliedAt,
		closedAt,
		closedBy,
		conclusion
	} = row;
	return {
		id,
		lotId,
		councilId,
		stage: councilStage(row.stage),
		state: sessionState(row.state),
		version,
		scheduledAt,
		place,
		openedAt,
		talliedAt,
		closedAt,
		closedBy,
		conclusion,
		tieVotes: tieVotes(row.tieVotes),
		countingBoard: countingBoard(row.countingBoard),
		ranking: toRanking(row.ranking),
		// Written by `close` only, from what the core assessed.
		standing: row.standing as StoredStanding | null
	};
}

/** Attendance as a row holds it, dates as ISO text. */
export interface StoredAttendance extends Omit<AttendanceRow, 'authorisation'> {
	readonly authorisationNo: string;
	readonly authorisedOn: string | null;
}

export function toAttendance({ authorisationNo, authorisedOn, ...row }: StoredAttendance): AttendanceRow {
	const { memberId, present, authorised, note } = row;
	const authorisation =
		authorisedOn === null ? null : { number: authorisationNo, date: calendarDate(authorisedOn) };
	return { memberId, present, authorised, note, authorisation };
}

function toRanking(json: unknown): StoredRanking | null {
	if (json === null) return null;
	const { ranking, ...rest } = json as Omit<StoredRanking, 'ranking'> & { readonly ranking: unknown };
	const read = readRanking(ranking);
	if (!read.ok) throw new Error(`review_session.ranking: ${read.refusal.code}`);
	return { ...rest, ranking: read.value };
}

export function fromRanking({ ranking, ...rest }: StoredRanking): Prisma.InputJsonValue {
	return { ...rest, ranking: recordRanking(ranking) } as unknown as Prisma.InputJsonValue;
}

function tieVotes(json: unknown): TieVoteRow[] {
	if (!Array.isArray(json)) throw new Error('review_session.tie_votes is no list');
	// Written by saveTieVotes only, and checked before.
	return json as TieVoteRow[];
}

function countingBoard(json: unknown): BoardSeat[] {
	if (!Array.isArray(json)) throw new Error('review_session.counting_board is no list');
	// Written by saveCountingBoard only, and checked before.
	return json as BoardSeat[];
}

function fractionOf(num: bigint | null, den: bigint | null): Fraction | null {
	return num === null || den === null ? null : { num, den };
}

export function toTally(row: Tally): TallyRow {
	const steps = readSteps<TallyStep>(row.steps, TALLY_READING);
	if (!steps.ok) throw new Error(`tally ${row.applicationId}: ${steps.refusal.code}`);
	const { outcome } = row;
	if (outcome !== 'recommended' && outcome !== 'passed' && outcome !== 'failed') {
		throw new Error(`tally.outcome holds ${outcome}`);
	}
	return {
		applicationId: row.applicationId,
		sessionId: row.sessionId,
		steps: steps.value,
		mean: fractionOf(row.meanNum, row.meanDen),
		final: fractionOf(row.finalNum, row.finalDen),
		passed: row.passed,
		rank: row.rank,
		outcome,
		reasons: Array.isArray(row.reasons) ? (row.reasons as unknown as TallyReason[]) : []
	};
}
