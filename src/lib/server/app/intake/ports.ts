import type { CallState } from '#lib/domain/workflow/call.ts';
import type { PlaceValues } from '#lib/domain/drafts/place-values.ts';
import type { TypedPart } from '#lib/domain/intake/typed-findings.ts';
import type { Scope } from '#lib/domain/access/policy.ts';
import type { ItemFinding } from '#lib/domain/intake/validity.ts';
import type { Standing } from '#lib/domain/organisations/standing.ts';
import type { SurveyFinding } from '#lib/domain/intake/survey.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { TimelineRow } from '../timeline/ports.ts';
import type { RecordRow } from '../records/ports.ts';
import type { DocumentRow } from '../uploads/ports.ts';

export interface ValidityRow {
	readonly applicationId: string;
	readonly valid: boolean;
	readonly items: readonly ItemFinding[];
	/** Why it is not valid; '' for a valid one. */
	readonly reason: string;
	readonly checkedBy: string;
	readonly checkedAt: Date;
}

export interface SurveyRow {
	readonly applicationId: string;
	readonly heldOn: CalendarDate;
	readonly participants: string;
	readonly findings: readonly SurveyFinding[];
	readonly conclusion: string;
	readonly version: number;
	readonly recordedBy: string;
	readonly recordedAt: Date;
	/** From here on the minutes are frozen, and the council reads them. */
	readonly finishedAt: Date | null;
}

/** What is known of a call before its dossiers are opened: numbers, nothing that names anybody. */
export interface IntakeCounts {
	readonly submitted: number;
	readonly withdrawn: number;
	readonly organisations: number;
}

/** One application as the office lists it. */
export interface OfficeApplicationRow {
	readonly id: string;
	readonly code: string;
	readonly title: string;
	readonly state: ApplicationState;
	/** As the standing revision names it. */
	readonly organisation: string;
	/** What it is called now, where that differs. */
	readonly organisationNow: string | null;
	readonly standing: Standing;
	readonly callCode: string;
	readonly callTitle: Localized;
	readonly lotCode: string;
	readonly submittedAt: Date;
	readonly requested: bigint | null;
	readonly own: bigint | null;
	/** null: not checked yet. */
	readonly valid: boolean | null;
	/** null: nothing recorded. */
	readonly surveyFinished: boolean | null;
}

export interface OfficeRows {
	readonly rows: readonly OfficeApplicationRow[];
	/** As far as they are counted; `more`: there are more than that. */
	readonly total: number;
	readonly more: boolean;
}

export const OFFICE_SORTS = ['code', 'submitted', 'organisation', 'title', 'requested'] as const;
export type OfficeSort = (typeof OFFICE_SORTS)[number];

export interface OfficeFilter {
	readonly scope: Scope;
	readonly search: string;
	/** '' for every call or state. */
	readonly callCode: string;
	readonly state: ApplicationState | '';
	readonly sort: OfficeSort;
	readonly descending: boolean;
	readonly page: number;
	readonly size: number;
}

export interface TypedRow {
	readonly version: number;
	readonly content: Readonly<Record<string, string>>;
	readonly updatedAt: Date;
}

/** What the office's page of a dossier shows beside the frozen copy, and what decides what may be done there. */
export interface OfficeFacts {
	readonly validity?: ValidityRow;
	readonly survey?: SurveyRow;
	/** What was typed into the two forms and not saved yet. */
	readonly typed: readonly (TypedRow & { readonly part: TypedPart })[];
	/** What the office reads of the case, the oldest first. */
	readonly timeline: readonly TimelineRow[];
	/** Official documents about it, the oldest first. */
	readonly records: readonly Pick<RecordRow, 'id' | 'kind' | 'numberText' | 'issuedAt'>[];
	/** Files of the site survey. */
	readonly surveyFiles: readonly Pick<DocumentRow, 'id' | 'fileName' | 'size' | 'sha256'>[];
	/** Of the lot's session; none is planned without it. */
	readonly session?: ReviewSessionState;
	/** A council of the call is seated. */
	readonly seated: boolean;
}

export interface IntakeRepository {
	facts(about: {
		readonly applicationId: string;
		readonly lotId: string;
		readonly callId: string;
	}): Promise<OfficeFacts>;
	/** published -> opened with its time, when the version is still the one that was seen. */
	openCall(
		seen: { readonly id: string; readonly version: number; readonly state: CallState },
		to: CallState,
		at: Date
	): Promise<boolean>;
	counts(callId: string): Promise<IntakeCounts>;
	/** Opened dossiers in the actor's scope; one query, without those that are sealed or were never submitted. */
	list(filter: OfficeFilter): Promise<OfficeRows>;
	/** The newest calls with opened dossiers in the scope, for the filter of the list; the `chosen` one among them. */
	callsWithDossiers(
		scope: Scope,
		some: { readonly most: number; readonly chosen: string }
	): Promise<{
		readonly calls: readonly { readonly code: string; readonly title: Localized }[];
		/** There are older ones. */
		readonly more: boolean;
	}>;
	/** Whether the dossier is sealed (domain/intake/sealed.ts); true for one that does not exist. */
	isSealed(applicationId: string): Promise<boolean>;
	/** Holds the call against others until the transaction ends: `share` for checks, `update` for who closes them. */
	lockCall(callId: string, mode: 'share' | 'update'): Promise<void>;
	validity(applicationId: string): Promise<ValidityRow | undefined>;
	saveValidity(row: ValidityRow): Promise<void>;
	/** True when version and state were still those that were seen. */
	setExcellentTask(
		seen: { readonly id: string; readonly version: number; readonly state: ApplicationState },
		value: boolean
	): Promise<boolean>;
	/** State of the lot's session, of two the first; undefined when none is planned. */
	sessionState(lotId: string): Promise<ReviewSessionState | undefined>;
	survey(applicationId: string): Promise<SurveyRow | undefined>;
	/** Codes of the valid dossiers of a call without finished minutes, in order. */
	unsurveyed(callId: string): Promise<readonly string[]>;
	/** `seen` 0: there is none yet. False: somebody was faster. */
	saveSurvey(row: Omit<SurveyRow, 'version'>, seen: number): Promise<boolean>;
	/** What was typed and not saved yet, by the place of the form. */
	typed(applicationId: string, part: TypedPart): Promise<TypedRow | undefined>;
	/** The same, made when there is none, held until the transaction ends. */
	holdTyped(applicationId: string, part: TypedPart): Promise<TypedRow>;
	/** Gives the time of the save. */
	saveTyped(
		applicationId: string,
		part: TypedPart,
		typed: { readonly version: number; readonly content: PlaceValues }
	): Promise<Date>;
	/** What was typed stands in the form's own row now. */
	clearTyped(applicationId: string, part: TypedPart): Promise<void>;
}
