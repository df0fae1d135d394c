import type { PersonReader } from '../mail/letter.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { AcceptanceFacts, InvitationState, TiePart, TieRuling } from '#lib/domain/access/late-ties.ts';

export interface InvitationRow {
	readonly id: string;
	readonly organisationId: string;
	readonly organisation: string;
	readonly email: string;
	readonly role: 'representative' | 'editor';
	readonly invitedBy: string;
	readonly inviter: string;
	readonly byOffice: boolean;
	readonly invitedAt: Date;
	readonly expiresAt: Date;
	readonly state: InvitationState;
	/** Who answered; null while nobody has. */
	readonly personId: string | null;
	readonly answeredAt: Date | null;
	readonly endedAt: Date | null;
}

export interface FindingRow {
	readonly id: string;
	readonly invitationId: string;
	readonly personId: string;
	readonly person: string;
	readonly title: string;
	readonly organisationId: string;
	readonly organisation: string;
	/** What the membership would be. */
	readonly memberRole: 'representative' | 'editor';
	readonly part: 'seat' | 'office';
	readonly memberId: string | null;
	readonly councilId: string | null;
	readonly council: string;
	/** The role of the seat; null where it is about the office. */
	readonly role: CouncilRole | null;
	readonly callId: string | null;
	readonly foundAt: Date;
	readonly withdrawnAt: Date | null;
	readonly ruling: TieRuling | null;
	readonly rulingNote: string;
	readonly ruledBy: string | null;
	readonly ruler: string;
	readonly ruledAt: Date | null;
	/** What was shown to who ruled, as JSON; null before. */
	readonly seen: unknown;
	/** Another seat of the council rules by itself, while it is seated. */
	readonly councilRules: boolean;
}

export const TIE_STANDINGS = ['waiting', 'ruled', 'all'] as const;
export type TieStanding = (typeof TIE_STANDINGS)[number];

/** One case of the organisation, with what the person did in it for the office. */
export interface OfficePart {
	readonly code: string;
	readonly title: string;
	readonly checked: boolean;
	readonly surveyed: boolean;
	readonly edited: boolean;
	/** Steps signed and not revoked. */
	readonly signed: number;
}

/** A member who was taken out by a ruling on a tie. */
export interface RuledOut {
	readonly memberId: string;
	readonly member: string;
	readonly organisation: string;
	readonly reason: string;
	readonly ruledAt: Date;
}

export interface TiesRepository {
	invite(row: {
		readonly id: string;
		readonly organisationId: string;
		readonly email: string;
		readonly role: 'representative' | 'editor';
		readonly invitedBy: string;
		readonly byOffice: boolean;
		readonly invitedAt: Date;
		readonly expiresAt: Date;
	}): Promise<void>;
	invitation(id: string): Promise<InvitationRow | undefined>;
	/** The same, held until the transaction ends: it is answered once. */
	holdInvitation(id: string): Promise<InvitationRow | undefined>;
	openInvitation(organisationId: string, email: string): Promise<InvitationRow | undefined>;
	/** Open ones and those of the last month, the newest first. */
	invitationsOf(organisationId: string, limit: number): Promise<readonly InvitationRow[]>;
	/** What waits for the answer of an address. */
	invitationsFor(email: string, limit: number): Promise<readonly InvitationRow[]>;
	/** False: somebody was faster. */
	settle(
		seen: { readonly id: string; readonly state: InvitationState },
		to: {
			readonly state: InvitationState;
			readonly personId?: string;
			readonly at: Date;
			readonly grantId?: string;
		}
	): Promise<boolean>;

	/** Seats of the person now, and whether cases of the organisation are judged there. */
	seatsFor(personId: string, organisationId: string): Promise<AcceptanceFacts['seats']>;
	find(
		about: { readonly invitationId: string; readonly personId: string; readonly organisationId: string },
		parts: readonly (TiePart & { readonly id: string })[],
		at: Date
	): Promise<void>;
	finding(id: string): Promise<FindingRow | undefined>;
	findingsOf(invitationId: string): Promise<readonly FindingRow[]>;
	/** Findings that wait about members of a council whose cases are not closed. */
	waitingIn(councilId: string): Promise<readonly FindingRow[]>;
	/** Ties to applicants of one lot: how many wait, and whom a ruling took out, the oldest first. */
	inLot(
		councilId: string,
		lotId: string
	): Promise<{ readonly waiting: number; readonly ruledOut: readonly RuledOut[] }>;
	list(filter: {
		/** All of them, or those of these councils. */
		readonly all: boolean;
		readonly councilIds: readonly string[];
		/** Nobody reads what waits about themself. */
		readonly notAbout: string;
		readonly search: string;
		readonly standing: TieStanding;
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly FindingRow[]; readonly total: number }>;
	/** False when it was ruled on or taken back before. */
	rule(
		id: string,
		ruling: {
			readonly ruling: TieRuling;
			readonly note: string;
			readonly by: string;
			readonly at: Date;
			readonly seen: unknown;
		}
	): Promise<boolean>;
	/** Nothing is left to rule on. */
	withdraw(invitationId: string, at: Date): Promise<void>;
	/** Applications that the finding is about: of its call, or of all that run. */
	casesOf(finding: {
		readonly organisationId: string;
		readonly callId: string | null;
	}): Promise<readonly string[]>;
	/** What the person did for the office in opened cases of the organisation. */
	officeParts(personId: string, organisationId: string): Promise<readonly OfficePart[]>;
	/** Who rules on it. */
	rulersOf(finding: FindingRow): Promise<readonly PersonReader[]>;
	/** From when ties count for a call, and where that is said. */
	periodOf(
		opensAt: Date
	): Promise<{ readonly months: number; readonly source: string; readonly confirmed: boolean }>;
}
