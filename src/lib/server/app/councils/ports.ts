import type { AppointmentFinding, JudgedCase } from '#lib/domain/councils/appointment.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CouncilState } from '#lib/domain/workflow/council.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';

export interface CouncilRow {
	readonly id: string;
	readonly callId: string;
	readonly stage: CouncilStage;
	readonly name: string;
	readonly decisionNo: string;
	readonly state: CouncilState;
	readonly version: number;
	readonly createdAt: Date;
	readonly dissolvedAt: Date | null;
	/** '' unless it is dissolved. */
	readonly dissolveReason: string;
}

export interface MemberRow {
	readonly memberId: string;
	readonly councilId: string;
	readonly personId: string;
	readonly role: CouncilRole;
	readonly position: number;
	readonly name: string;
	readonly title: string;
	readonly employer: string;
	readonly email: string;
	readonly locale: 'vi' | 'en';
	/** Employer and organisations that the person acts for now. */
	readonly organisationIds: readonly string[];
	readonly appointedAt: Date;
	/** null while the seat is held. */
	readonly endedAt: Date | null;
	readonly undertakingAt: Date | null;
}

/** A person who can be appointed: has an account that is not disabled. */
export interface CandidateRow {
	readonly personId: string;
	readonly name: string;
	readonly title: string;
	readonly employer: string;
	readonly email: string;
	/** Sits on the council already. */
	readonly seated: boolean;
	/** Tied to these, as far as the call is concerned. */
	readonly organisationIds: readonly string[];
	readonly auditor: boolean;
	/** Handles the programme of the call, appraises or signs for the office. */
	readonly officePart: boolean;
}

/** One application before a council, with all that the detection of conflicts reads. */
export interface CaseRow {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly state: ApplicationState;
	readonly lotId: string;
	readonly organisationId: string;
	readonly organisation: string;
	/** Cooperating organisations that are known here, by tax code. */
	readonly cooperatingIds: readonly string[];
	readonly cooperatingNames: readonly string[];
	/** People named in the dossier. */
	readonly participantNames: readonly string[];
}

/** What leads from one application of a lot to the next. */
export type NeighbourRow = Pick<CaseRow, 'applicationId' | 'code'>;

export interface CouncilLotRow {
	readonly sessionId: string;
	readonly lotId: string;
	readonly code: string;
	readonly title: Localized;
	readonly position: number;
	readonly sessionState: ReviewSessionState;
	readonly sessionVersion: number;
	readonly scheduledAt: Date | null;
	/** When that hour was set. */
	readonly plannedAt: Date | null;
	readonly place: string;
	readonly openedAt: Date | null;
	readonly closedAt: Date | null;
}

export interface DeclarationRow {
	readonly id: string;
	readonly memberId: string;
	readonly applicationId: string;
	readonly kind: 'none' | 'declared' | 'blocking';
	readonly ground: string;
	readonly note: string;
	/** The kind or ground comes from the records, not from the member. */
	readonly detected: boolean;
	readonly ruling: 'allowed' | 'barred' | null;
	readonly rulingNote: string;
	readonly ruledBy: string | null;
	readonly ruledAt: Date | null;
	readonly declaredAt: Date;
}

/** One seat of a person, for the committee's first page: names and counts, nothing of any dossier. */
export interface SeatSummary {
	readonly memberId: string;
	readonly councilId: string;
	readonly councilName: string;
	readonly councilState: CouncilState;
	readonly callCode: string;
	readonly callTitle: Localized;
	readonly role: CouncilRole;
	readonly nextSession: Date | null;
}

/** A seat of a council with what may concern its member, and no more. */
export interface MemberRecord {
	readonly council: CouncilRow;
	readonly call: CallRow;
	readonly member: MemberRow;
	/** Applications under review that may concern the member. */
	readonly cases: readonly CaseRow[];
	/** The member's own, on these. */
	readonly declarations: readonly DeclarationRow[];
	readonly now: Date;
}

/** What decides whether one member may judge one application: it is among the cases, which are those of its lot. */
export interface SeatRecord extends MemberRecord {
	readonly lot: LotRow;
	readonly application: ApplicationRow;
	readonly sessionState: ReviewSessionState;
}

/** Where the flow leads the applications of a call together. */
export interface ApplicationStep {
	readonly from: ApplicationState;
	readonly to: ApplicationState;
}

export interface CouncilsRepository {
	/** undefined where the person holds no seat in the council. `name`: the person's, for likenesses; `lotId`: of one lot only. */
	memberRecord(about: {
		readonly councilId: string;
		readonly personId: string;
		readonly name: string;
		readonly lotId?: string | undefined;
	}): Promise<MemberRecord | undefined>;
	/**
	 * undefined where council, seat and application do not belong together. `name`: the person's, for likenesses.
	 * `hold`: the session stays as it is.
	 */
	seatRecord(about: {
		readonly councilId: string;
		readonly personId: string;
		readonly name: string;
		readonly applicationId: string;
		readonly hold: boolean;
	}): Promise<SeatRecord | undefined>;
	/** All applications of the lot that are before the council, by code. */
	neighbours(council: Pick<CouncilRow, 'stage'>, lotId: string): Promise<readonly NeighbourRow[]>;
	find(id: string): Promise<CouncilRow | undefined>;
	/** Councils of a call, the newest first. */
	ofCall(callId: string): Promise<readonly CouncilRow[]>;
	insert(row: Omit<CouncilRow, 'version' | 'state' | 'dissolvedAt' | 'dissolveReason'>): Promise<void>;
	advance(
		seen: { readonly id: string; readonly version: number; readonly state: CouncilState },
		to: CouncilState
	): Promise<boolean>;
	/** Everybody who sits or sat, in the order of appointment within the order of roles. */
	members(councilId: string): Promise<readonly MemberRow[]>;
	/** The seat a member holds or held. */
	member(memberId: string): Promise<MemberRow | undefined>;
	/** Puts a person on the council, or back on it: then the undertaking is signed anew. */
	appoint(seat: {
		readonly memberId: string;
		readonly councilId: string;
		readonly personId: string;
		readonly role: CouncilRole;
		readonly at: Date;
	}): Promise<void>;
	/** False when the seat had ended already. */
	end(memberId: string, at: Date): Promise<boolean>;
	/** People with an account whose name or address matches; who sits on the council already comes last. */
	candidates(councilId: string, search: string, limit: number): Promise<readonly CandidateRow[]>;
	/** One of them, as far as this council is concerned. */
	candidate(councilId: string, personId: string): Promise<CandidateRow | undefined>;
	/** Submitted applications of a call that may come before the council of a stage, with what ties are looked for in. */
	judgedCases(callId: string, stage: CouncilStage): Promise<readonly JudgedCase[]>;
	recordAppointment(row: {
		readonly id: string;
		readonly memberId: string;
		readonly findings: readonly AppointmentFinding[];
		readonly reason: string;
		readonly by: string;
		readonly at: Date;
	}): Promise<void>;
	/** Why members were appointed although something was known, by member; the last word stands. */
	appointmentReasons(councilId: string): Promise<ReadonlyMap<string, string>>;
	/** Applications in the lots of the council's sessions, from the moment it is seated. */
	cases(councilId: string): Promise<readonly CaseRow[]>;
	lots(councilId: string): Promise<readonly CouncilLotRow[]>;
	/** Applications of the call that wait for a council come before it, in one statement. */
	startReview(
		callId: string,
		step: ApplicationStep
	): Promise<readonly { readonly id: string; readonly lotId: string }[]>;
	/** Applications of the call under review go back; their ids. */
	endReview(callId: string, step: ApplicationStep): Promise<readonly string[]>;
	/** Ends the council with all its seats; false: somebody was faster. */
	dissolve(
		seen: { readonly id: string; readonly version: number; readonly state: CouncilState },
		to: CouncilState,
		end: { readonly at: Date; readonly by: string; readonly reason: string }
	): Promise<boolean>;
	/** How many sheets its members have submitted. */
	submittedSheets(councilId: string): Promise<number>;
	/** A session for each lot; one that a dissolved council left behind passes to this one, with nothing planned. */
	planSessions(council: Pick<CouncilRow, 'id' | 'stage'>, lotIds: readonly string[]): Promise<void>;
	/** Sets time and place of a session that is still planned. */
	setSession(
		seen: { readonly sessionId: string; readonly version: number },
		plan: { readonly scheduledAt: Date; readonly place: string; readonly plannedAt: Date }
	): Promise<boolean>;
	/** Of all members, or of these. */
	declarations(councilId: string, memberIds?: readonly string[]): Promise<readonly DeclarationRow[]>;
	declaration(id: string): Promise<DeclarationRow | undefined>;
	/** Insert or replace, by member and application, in one statement. A changed declaration loses its ruling. */
	saveDeclarations(
		rows: readonly Omit<DeclarationRow, 'ruling' | 'rulingNote' | 'ruledBy' | 'ruledAt'>[]
	): Promise<void>;
	rule(
		id: string,
		ruling: {
			readonly ruling: 'allowed' | 'barred';
			readonly note: string;
			readonly by: string;
			readonly at: Date;
		}
	): Promise<void>;
	/** False when it was signed before. */
	sign(memberId: string, at: Date, hash: string): Promise<boolean>;
	/** Holds the seats of a council against others until the transaction ends. */
	lock(councilId: string): Promise<void>;
	seatsOf(
		personId: string,
		slice: { readonly page: number; readonly size: number }
	): Promise<{ readonly rows: readonly SeatSummary[]; readonly total: number }>;
}
