import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { BoardSeat } from '#lib/domain/councils/session.ts';
import type { AttendanceEntry, QuorumAssessment } from '#lib/domain/councils/quorum.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { TallyStep } from '#lib/domain/scoring/tally-steps.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';
import type { CouncilRow } from '../councils/ports.ts';

/** The council's recorded vote on equals: first to last, and how many stood for that order. */
export interface TieVoteRow {
	readonly order: readonly string[];
	readonly for: number;
	readonly against: number;
	readonly note: string;
}

export interface SessionRow {
	readonly id: string;
	readonly lotId: string;
	readonly councilId: string;
	readonly stage: CouncilStage;
	readonly state: ReviewSessionState;
	readonly version: number;
	readonly scheduledAt: Date | null;
	readonly place: string;
	readonly openedAt: Date | null;
	readonly talliedAt: Date | null;
	readonly closedAt: Date | null;
	/** Person. */
	readonly closedBy: string | null;
	readonly conclusion: string;
	readonly tieVotes: readonly TieVoteRow[];
	readonly countingBoard: readonly BoardSeat[];
	/** From the first tally on. */
	readonly ranking: StoredRanking | null;
	/** Once closed. */
	readonly standing: StoredStanding | null;
}

/** How many members could be left out with another order as the result. */
export interface Fragility {
	readonly members: number;
	readonly recommendation: number;
	readonly of: number;
}

/** The order as it was counted; it is shown as it stands, and counted again only when asked. */
export interface StoredRanking {
	/** Digest of everything that was counted: another one says that something has changed since. */
	readonly inputs: string;
	readonly ranking: Ranking;
	readonly fragile: Fragility | null;
}

/** Who sat and who judged, as it stood at the closing. */
export interface StoredStanding {
	readonly quorum: QuorumAssessment;
	readonly members: readonly {
		readonly memberId: string;
		readonly recused: boolean;
		/** Applications that the member was to mark. */
		readonly of: number;
		/** Applications that the member did not judge; absent as the names below are. */
		readonly recusedFrom?: readonly string[];
		/** As they were called at the closing; absent in what was stored before names were kept. */
		readonly name?: string;
		readonly title?: string;
		readonly role?: CouncilRole;
	}[];
}

export interface AttendanceRow extends AttendanceEntry {
	readonly note: string;
	/** The paper that `authorised` speaks of; null of nobody authorised, and where only a note was kept. */
	readonly authorisation: { readonly number: string; readonly date: CalendarDate } | null;
}

export interface RulingRow {
	readonly memberId: string;
	readonly applicationId: string;
	readonly reason: string;
	readonly ruledBy: string;
	readonly ruledAt: Date;
}

/** A statement that goes with an outcome: a failure, a warning, a tie that was parted, an invalid ballot. */
export interface TallyReason {
	readonly code: string;
	readonly params?: Readonly<Record<string, string>>;
}

/** The stored outcome of one application. */
export interface TallyRow {
	readonly applicationId: string;
	readonly sessionId: string;
	readonly steps: readonly TallyStep[];
	readonly mean: Fraction | null;
	/** The ranking score, bonus included. */
	readonly final: Fraction | null;
	readonly passed: boolean;
	/** Place in the lot; null: it has none. */
	readonly rank: number | null;
	readonly outcome: 'recommended' | 'passed' | 'failed';
	readonly reasons: readonly TallyReason[];
}

/** The quorum as it stood at the opening, kept for the minutes. */
export interface StoredQuorum {
	readonly presentIds: readonly string[];
	readonly presentCount: number;
	readonly needed: number;
	readonly denominator: number;
	readonly leadId: string | null;
}

export interface SessionCaseName {
	readonly title: string;
	readonly organisation: string;
	readonly organisationId: string;
}

export interface SessionFrame {
	readonly session: SessionRow;
	readonly lot: LotRow;
	readonly council: CouncilRow;
	readonly call: CallRow;
	readonly attendance: readonly AttendanceRow[];
	readonly rulings: readonly RulingRow[];
}

/** One session of a lot: that of a council, or without one that of the council that decides. */
export interface SessionPlace {
	readonly lotId: string;
	readonly councilId?: string | undefined;
}

export interface SessionsRepository {
	of(place: SessionPlace): Promise<SessionRow | undefined>;
	/** A session with all that it stands among, in one statement. */
	frame(place: SessionPlace): Promise<SessionFrame | undefined>;
	/** Of all councils, in the order of lots; `stage`: of one stage only. */
	ofCall(callId: string, stage?: CouncilStage): Promise<readonly SessionRow[]>;
	/** The session held against others until the transaction ends: `share` for who scores, `update` for who runs it. */
	hold(sessionId: string, mode: 'share' | 'update'): Promise<SessionRow | undefined>;
	attendance(sessionId: string): Promise<readonly AttendanceRow[]>;
	saveAttendance(sessionId: string, rows: readonly AttendanceRow[]): Promise<void>;
	rulings(sessionId: string): Promise<readonly RulingRow[]>;
	saveRuling(sessionId: string, ruling: RulingRow): Promise<void>;
	/** Compare-and-set on version and state. */
	open(seen: Seen, to: ReviewSessionState, at: Date, quorum: StoredQuorum): Promise<boolean>;
	saveCountingBoard(sessionId: string, board: readonly BoardSeat[]): Promise<void>;
	tally(seen: Seen, to: ReviewSessionState, at: Date, ranking: StoredRanking): Promise<boolean>;
	close(
		seen: Seen,
		to: ReviewSessionState,
		closing: {
			readonly at: Date;
			readonly by: string;
			readonly conclusion: string;
			readonly standing: StoredStanding;
		}
	): Promise<boolean>;
	saveTieVotes(sessionId: string, votes: readonly TieVoteRow[], ranking: StoredRanking): Promise<void>;
	saveConclusion(sessionId: string, conclusion: string): Promise<void>;
	/** Inserts or replaces, all in one statement. */
	saveTallies(rows: readonly TallyRow[]): Promise<void>;
	tallies(sessionId: string): Promise<readonly TallyRow[]>;
	/** Of some applications of the session. */
	talliesOf(sessionId: string, applicationIds: readonly string[]): Promise<readonly TallyRow[]>;
	/** Applications of the lot whose code, title or organisation holds the words, by id. */
	matching(lotId: string, search: string): Promise<readonly string[]>;
	/** What a list calls the applications, by id. */
	cases(applicationIds: readonly string[]): Promise<ReadonlyMap<string, SessionCaseName>>;
	/** How many sheets of the lot some members have submitted. */
	submittedBy(sessionId: string, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
	/** Of the council of one stage. */
	talliesOfCall(callId: string, stage: CouncilStage): Promise<readonly TallyRow[]>;
}

export interface Seen {
	readonly id: string;
	readonly version: number;
	readonly state: ReviewSessionState;
}
