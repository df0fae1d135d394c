import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { QuorumAssessment } from '#lib/domain/councils/quorum.ts';
import type { TieDecision } from '#lib/domain/scoring/ranking.ts';
import type { Criterion } from '#lib/domain/scoring/scale.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { RuledOut } from '../../ties/ports.ts';
import type { AttendanceRow, Fragility, SessionRow, TallyRow } from '../../sessions/ports.ts';

export interface SessionMember {
	readonly memberId: string;
	readonly name: string;
	readonly title: string;
	readonly role: CouncilRole;
	readonly recused: boolean;
	readonly present: boolean;
	readonly authorised: boolean;
	readonly note: string;
	readonly authorisation: AttendanceRow['authorisation'];
	/** Sheets submitted of those that the member marks; null where the reader may not know, or the member never marks. */
	readonly sheets: { readonly submitted: number; readonly of: number } | null;
	/** An absent member who sent sheets: they are heard as written opinions. */
	readonly opinion: boolean;
	readonly leads: boolean;
	/** Codes of single applications that the member does not judge. */
	readonly spared: readonly string[];
}

export type OwnSheet = 'mark' | 'read';

/** One line of the list: in the order of the ranking once the reader may see it, before that by code. */
export interface SessionListRow {
	readonly applicationId: string;
	readonly code: string;
	readonly organisation: string;
	readonly isProposer: boolean;
	/** What the reader can do with an own sheet: mark it, read what was submitted or closed, or nothing. */
	readonly mine: OwnSheet | null;
	readonly place: number | null;
	readonly score: Fraction | null;
	/** null before the tally, and for who may not see it yet. */
	readonly outcome: 'recommended' | 'passed' | 'waits' | 'failed' | null;
}

/** What is shown of one application in full. */
export interface SessionApplication {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly isProposer: boolean;
	readonly mine: OwnSheet | null;
	/** Absent before the tally, and for who may not see it yet. */
	readonly tally?: TallyRow;
	/** Comments of the absent, without their names. */
	readonly opinions: readonly { readonly total: number | null; readonly comments: readonly string[] }[];
	readonly invalid: readonly { readonly name: string | null; readonly reason: string }[];
}

export interface SessionView {
	readonly session: Omit<SessionRow, 'ranking' | 'standing'>;
	readonly lot: { readonly id: string; readonly code: string; readonly title: Localized };
	readonly council: { readonly id: string; readonly name: string };
	readonly call: { readonly code: string; readonly title: Localized };
	readonly seat: { readonly memberId: string; readonly role: CouncilRole } | null;
	readonly criteria: readonly Pick<Criterion, 'key' | 'label'>[];
	/** The criterion that parts equals. */
	readonly tieCriterion: Localized | null;
	readonly members: readonly SessionMember[];
	/** Ties that appeared late, for who runs or leads it and once it is closed: waiting ones, and sheets taken out. */
	readonly lateTies: { readonly waiting: number; readonly ruledOut: readonly RuledOut[] };
	readonly quorum: QuorumAssessment;
	readonly quorumRule: { readonly citation: string; readonly verify: boolean } | null;
	readonly countingBoard: number | null;
	/** What keeps the session from opening, or a tally from being taken. */
	readonly inTheWay: readonly Refusal[];
	readonly missingSheets: number;
	/** One page of the applications of the lot. */
	readonly rows: readonly SessionListRow[];
	readonly total: number;
	readonly page: number;
	readonly pageSize: number;
	readonly search: string;
	/** Shown in full: the one that was asked for, or all of a small lot. */
	readonly applications: readonly SessionApplication[];
	/** How equals on this page were parted, and what still waits for a vote. */
	readonly ranking: {
		readonly decisions: readonly TieDecision[];
		readonly openTies: readonly (readonly string[])[];
	} | null;
	/** Codes of the applications that decisions, ties and votes name; of all of them for who rules on ballots. */
	readonly codes: Readonly<Record<string, string>>;
	/** What was counted has changed since the tally. */
	readonly outdated: boolean;
	/** How many members could be left out with another order as the result; null before the tally. */
	readonly fragile: Fragility | null;
	/** The council lets pass what reaches its threshold; another one judges after it. */
	readonly screens: boolean;
	/** What the closing decides at once, for who closes; null where a selection follows. */
	readonly settles: { readonly recommended: number; readonly others: number } | null;
	readonly minutesId: string | null;
	readonly may: {
		readonly run: boolean;
		readonly close: boolean;
		readonly seeTally: boolean;
		/** Who gave which ballot: after the closing, for chair, secretaries and the inspector. */
		readonly ballots: boolean;
	};
}
