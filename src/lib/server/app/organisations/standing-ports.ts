import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import type { Naming, WhyAsked } from '#lib/domain/organisations/asked-change.ts';
import type { Paper, RegisterKind, Standing } from '#lib/domain/organisations/standing.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { OrganisationRow } from './ports.ts';

export interface PaperRow extends Paper {
	readonly organisationId: string;
	readonly fileName: string;
	readonly size: bigint;
	readonly sha256: string;
	readonly mediaType: string;
	readonly objectKey: string;
	readonly uploadedBy: string;
	readonly uploadedAt: Date;
}

export type RulingKind =
	| 'proved'
	| 'refused'
	| 'corrected'
	| 'merged'
	| 'ended'
	| 'handed'
	/** What its organisation asked for stands, or does not. */
	| 'changed'
	| 'change_refused';

/** A name or a representative that waits for the office. */
export interface AskedChange extends Naming {
	readonly id: string;
	readonly organisationId: string;
	readonly why: WhyAsked;
	readonly askedBy: string;
	readonly asker: string;
	readonly askedAt: Date;
}

/** What a ruling is given with; what does not fit its kind is absent. */
export interface NewRuling {
	readonly id: string;
	readonly organisationId: string;
	/** Of the organisation as it was seen. */
	readonly version: number;
	readonly kind: RulingKind;
	readonly basis?: 'document' | 'register';
	readonly paperId?: string;
	readonly registerKind?: RegisterKind;
	readonly registerNo?: string;
	readonly registerDate?: CalendarDate;
	readonly reason?: string;
	readonly otherId?: string;
	readonly personId?: string;
	readonly before?: unknown;
	readonly after?: unknown;
	readonly ruledBy: string;
	readonly ruledAt: Date;
}

/** A ruling as it is shown. */
export interface RulingRow {
	readonly id: string;
	/** Differs where it was given about one that was merged into this. */
	readonly organisationId: string;
	readonly kind: RulingKind;
	/** `dossier`: of a release before organisations were proved. */
	readonly basis: 'document' | 'register' | 'dossier' | null;
	readonly paper: string;
	readonly registerKind: RegisterKind | '';
	readonly registerNo: string;
	readonly registerDate: CalendarDate | null;
	readonly reason: string;
	readonly otherName: string;
	readonly person: string;
	readonly before: Readonly<Record<string, string>> | null;
	readonly after: Readonly<Record<string, string>> | null;
	readonly ruler: string;
	readonly ruledAt: Date;
}

/** One organisation as the office lists it. */
export interface ClaimRow {
	readonly id: string;
	readonly name: string;
	readonly taxCode: string;
	readonly standing: Standing;
	readonly representatives: readonly string[];
	readonly papers: number;
	/** Other live organisations of the same code. */
	readonly beside: number;
	/** A change of name or representative waits. */
	readonly asks: boolean;
	readonly createdAt: Date;
}

export interface ClaimFilter {
	readonly search: string;
	/** '' for all. */
	readonly standing: Standing | '';
	readonly page: number;
	readonly size: number;
}

export interface HeldOrganisation extends OrganisationRow {
	readonly claimedBy: string | null;
	readonly mergedIntoId: string | null;
	readonly createdAt: Date;
}

export interface DossierOfOrganisation {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: ApplicationState;
	readonly callCode: string;
	readonly callId: string;
	readonly programme: string;
}

export interface StandingsRepository {
	/** What waits first, then by name; claims of one code beside each other. */
	list(filter: ClaimFilter): Promise<{ readonly rows: readonly ClaimRow[]; readonly total: number }>;
	find(id: string): Promise<HeldOrganisation | undefined>;
	/** The same, held until the end of the transaction: `update` for who rules, `share` for who relies on it. */
	hold(id: string, mode: 'share' | 'update'): Promise<HeldOrganisation | undefined>;
	/** Every organisation of the code, the oldest first. */
	ofCode(taxCode: string): Promise<readonly HeldOrganisation[]>;
	/** Serialises claims and rulings of one code until the end of the transaction. */
	lockCode(taxCode: string): Promise<void>;

	addRuling(ruling: NewRuling): Promise<void>;
	/** Compare-and-set on the version; false when somebody was faster. */
	settle(
		seen: { readonly id: string; readonly version: number },
		to: { readonly standing: Standing; readonly rulingId: string; readonly mergedIntoId?: string }
	): Promise<boolean>;
	/** Writes the whole profile, code and kind too, under the ruling that corrects it; false when somebody was faster. */
	correct(
		seen: { readonly id: string; readonly version: number },
		profile: OrganisationProfile
	): Promise<boolean>;
	/** Live organisations of another code whose name reads alike, by the fold of every search. */
	namesakes(name: string, taxCode: string, limit: number): Promise<readonly HeldOrganisation[]>;
	/** Asks the office; what waited before is withdrawn. */
	askChange(change: Omit<AskedChange, 'asker'>): Promise<void>;
	/** What waits for the office, or undefined. */
	waitingChange(organisationId: string): Promise<AskedChange | undefined>;
	/** Compare-and-set on the version, under the ruling that says so; false when somebody was faster. */
	rename(seen: { readonly id: string; readonly version: number }, to: Naming): Promise<boolean>;
	/** Ends what waits; false when nothing does. */
	endChange(
		organisationId: string,
		to:
			{ readonly state: 'accepted' | 'refused'; readonly rulingId: string } | { readonly state: 'withdrawn' }
	): Promise<boolean>;
	/** Rulings on it and on what was merged into it, the last first. */
	rulingsOf(id: string): Promise<readonly RulingRow[]>;

	addPaper(row: PaperRow): Promise<void>;
	paper(id: string): Promise<PaperRow | undefined>;
	/** Of it and of what was merged into it, in the order in which they came. */
	papersOf(id: string): Promise<readonly PaperRow[]>;
	pendingPapers(limit: number): Promise<readonly PaperRow[]>;
	/** From `pending` to what the scanner said; false when somebody was faster. */
	setPaperVerdict(id: string, verdict: 'clean' | 'infected', signature: string): Promise<boolean>;

	/** Dossiers that the office may know of, the last first. */
	openedDossiers(id: string, limit: number): Promise<readonly DossierOfOrganisation[]>;
	/** Ids of its dossiers in these states, sealed ones too: for what follows from a ruling, never for a page. */
	dossiersIn(
		id: string,
		states: readonly ApplicationState[]
	): Promise<readonly { readonly id: string; readonly version: number; readonly state: ApplicationState }[]>;

	/** Both hold the place of a lot that takes one dossier of an organisation. */
	dossiersClash(from: string, into: string): Promise<boolean>;
	/**
	 * Dossiers, proposals, employment and what was merged before go from one that is merged to what it is merged into.
	 * Gives the ids of the dossiers.
	 */
	moveHoldings(from: string, into: string): Promise<readonly string[]>;
	/** Invitations without an end. */
	openInvitations(id: string): Promise<readonly string[]>;
}
