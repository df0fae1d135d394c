import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';

/** A dossier that a window may be given to. */
export interface WindowTarget {
	readonly applicationId: string;
	readonly organisationId: string;
	readonly organisationName: string;
	readonly state: ApplicationState;
	readonly ownClosesAt: Date | null;
}

/** A window as it was given. */
export interface DossierWindowRow {
	readonly applicationId: string;
	/** Absent before the first submission. */
	readonly code: string | null;
	readonly organisationName: string;
	readonly closesAt: Date;
	readonly decision: CallDecision;
	readonly at: Date;
}

export interface WindowFilter {
	readonly callId: string;
	readonly taxCode: string;
	/** '' where the call has one task only. */
	readonly lotCode: string;
}

export interface DossierWindowsRepository {
	/**
	 * Drafts and submitted dossiers of whoever has this code: of the organisation that is proved, or else of those that
	 * claim it.
	 */
	targets(filter: WindowFilter): Promise<readonly WindowTarget[]>;
	/** The same, held until the transaction ends. */
	hold(filter: WindowFilter): Promise<readonly WindowTarget[]>;
	/** Keeps the decision, and lets the dossier be written until then. */
	give(window: {
		readonly id: string;
		readonly applicationId: string;
		readonly closesAt: Date;
		readonly decision: CallDecision;
		readonly by: string;
	}): Promise<void>;
	/** In the order in which they were given. */
	ofCall(callId: string): Promise<readonly DossierWindowRow[]>;
	/** The one that holds for a dossier. */
	ofApplication(applicationId: string): Promise<DossierWindowRow | undefined>;
	/** When the last dossier of the call may arrive; null where none has a window of its own. */
	last(callId: string): Promise<Date | null>;
}
