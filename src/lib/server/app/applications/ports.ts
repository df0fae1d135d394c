import type { Scope } from '#lib/domain/access/policy.ts';
import type { SectionContent } from '#lib/domain/definitions/answers.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';
import type { RevisionSealing } from '../sealing/ports.ts';
import type { Participant } from './participant-ports.ts';
import type { OrganisationRow } from '../organisations/ports.ts';

export interface ApplicationRow {
	readonly id: string;
	/** Given at the first submission. */
	readonly code: string | null;
	readonly callId: string;
	readonly lotId: string;
	readonly organisationId: string;
	/** Title and names of the revision that stands; of the draft as long as there is none. */
	readonly title: string;
	readonly organisationName: string;
	readonly organisationRep: string;
	readonly state: ApplicationState;
	readonly version: number;
	readonly revisionId: string | null;
	readonly replacing: boolean;
	readonly submittedAt: Date | null;
	/** Until when it may be written beyond the end of its call, by a decision; null: it ends with its call. */
	readonly ownClosesAt: Date | null;
	/** đồng, read from the form at submission. */
	readonly requested: bigint | null;
	readonly own: bigint | null;
	readonly excellentTask: boolean;
	readonly createdBy: string;
	readonly createdAt: Date;
	readonly updatedAt: Date;
}

export interface NewApplication {
	readonly id: string;
	readonly callId: string;
	readonly lotId: string;
	readonly organisationId: string;
	readonly createdBy: string;
	readonly title: string;
	/** Held while only one application of the organisation may live in the lot; null where many may. */
	readonly slot: string | null;
	/** Sections of its form: their rows are made with it, so that later saves only ever update. */
	readonly sections: readonly string[];
}

export interface RevisionRow {
	readonly id: string;
	readonly applicationId: string;
	readonly number: number;
	/** Canonical JSON, `chuan.revision/1`: what every screen after submission shows. */
	readonly bytes: Uint8Array;
	readonly hash: string;
	readonly submittedAt: Date;
	readonly submittedBy: string;
	/** Of what was typed, the last that it holds; null where nothing was typed on pages with scripts. */
	readonly lastOperationId: string | null;
	readonly lastOperationAt: Date | null;
}

/** A section as kept, with its version. */
export interface SectionRow {
	readonly sectionKey: string;
	readonly content: SectionContent;
	readonly version: number;
	readonly updatedAt: Date;
}

/** One section locked for writing, with all that decides whether it may be written; read by one statement. */
export interface OpenSection {
	readonly application: {
		readonly id: string;
		readonly organisationId: string;
		readonly state: ApplicationState;
		readonly replacing: boolean;
		readonly ownClosesAt: Date | null;
		readonly title: string;
	};
	readonly call: {
		readonly id: string;
		readonly programme: string;
		readonly definitionId: string;
		readonly state: CallState;
		readonly opensAt: Date;
		readonly closesAt: Date;
	};
	readonly variant: string;
	readonly content: SectionContent;
	readonly version: number;
	readonly now: Date;
}

/** One line of an applicant's list. */
export interface OwnApplication {
	readonly id: string;
	readonly code: string | null;
	readonly title: string;
	readonly state: ApplicationState;
	readonly replacing: boolean;
	readonly submittedAt: Date | null;
	readonly updatedAt: Date;
	readonly organisationName: string;
	readonly callCode: string;
	readonly callTitle: Localized;
	readonly callState: CallState;
	/** Its own, where it has one. */
	readonly closesAt: Date;
	readonly lotTitle: Localized;
	readonly requested: bigint | null;
	/** Its title and amounts are sealed until the opening, in lists too. */
	readonly sealed: boolean;
}

export interface OwnListFilter {
	readonly search: string;
	/** Absent: every state. */
	readonly states?: readonly ApplicationState[];
	readonly sort: 'updated' | 'closes' | 'title';
	/** From 1. */
	readonly page: number;
	readonly size: number;
}

/** What a submission writes into the application's row. */
export interface Submission {
	readonly code: string;
	readonly revisionId: string;
	readonly submittedAt: Date;
	readonly title: string;
	/** The organisation as the revision holds it. */
	readonly organisationName: string;
	readonly organisationRep: string;
	/** đồng; null where the definition names no such figure. */
	readonly requested: bigint | null;
	readonly own: bigint | null;
}

export interface ApplicationCaseRow {
	readonly application: ApplicationRow;
	readonly call: CallRow;
	readonly lot: LotRow;
	readonly organisation: OrganisationRow;
	/** The database's clock, as it was asked. */
	readonly now: Date;
}

export interface ApplicationsRepository {
	find(id: string): Promise<ApplicationRow | undefined>;
	/** An application with what it belongs to, in one statement. */
	findCase(id: string): Promise<ApplicationCaseRow | undefined>;
	ofLot(lotId: string): Promise<readonly ApplicationRow[]>;
	ofCall(callId: string): Promise<readonly ApplicationRow[]>;
	/** Moves the state when version and state are still those that were seen; false: somebody was faster. */
	advance(
		seen: { readonly id: string; readonly version: number; readonly state: ApplicationState },
		to: ApplicationState
	): Promise<boolean>;
	revision(id: string): Promise<RevisionRow | undefined>;

	// Drafts
	create(application: NewApplication): Promise<void>;
	/** The application that holds the slot, if one does. */
	inSlot(slot: string): Promise<ApplicationRow | undefined>;
	/** Locks the row until the end of the transaction: nothing of the application is written meanwhile. */
	lock(id: string): Promise<ApplicationRow | undefined>;
	/** Locks application and section, in this order. */
	openSection(id: string, sectionKey: string): Promise<OpenSection | undefined>;
	/** Writes a section that is locked; `title` only when it changes. Gives the time of the save. */
	saveSection(save: {
		readonly applicationId: string;
		readonly sectionKey: string;
		readonly content: SectionContent;
		readonly version: number;
		readonly by: string;
		readonly title?: string;
	}): Promise<Date>;
	sections(id: string): Promise<readonly SectionRow[]>;
	/** Puts back the answers of a revision, each section under its next version. */
	restoreSections(
		id: string,
		sections: readonly { readonly sectionKey: string; readonly content: SectionContent }[],
		by: string
	): Promise<void>;

	// Submission
	/** `MAP-2026-0007`'s number: gap-free within programme and year, under the counter's row lock. */
	nextCaseNumber(series: string, year: number, issuer: string): Promise<number>;
	/** `sealing`: of a sealed dossier, and of no other. */
	addRevision(revision: RevisionRow, sealing?: RevisionSealing): Promise<void>;
	/** Number, hash and time of every revision, the last first; without their bytes. */
	revisions(applicationId: string): Promise<readonly Omit<RevisionRow, 'bytes'>[]>;
	/** Compare-and-set on the version; false: somebody was faster. */
	submit(
		seen: { readonly id: string; readonly version: number; readonly state: ApplicationState },
		to: ApplicationState,
		submission: Submission
	): Promise<boolean>;
	/** Takes the application out of its slot, too, so that another can be made. */
	withdraw(
		seen: { readonly id: string; readonly version: number; readonly state: ApplicationState },
		to: ApplicationState
	): Promise<boolean>;
	setReplacing(seen: { readonly id: string; readonly version: number }, replacing: boolean): Promise<boolean>;
	replaceParticipants(applicationId: string, participants: readonly Participant[]): Promise<void>;

	// Lists
	listOwn(
		scope: Scope,
		filter: OwnListFilter
	): Promise<{ readonly rows: readonly OwnApplication[]; readonly total: number }>;
}
