import type { ApplicationState } from '#lib/domain/workflow/application.ts';

export interface ApplicationRow {
	readonly id: string;
	/** Given at the first submission. */
	readonly code: string | null;
	readonly callId: string;
	readonly lotId: string;
	readonly organisationId: string;
	readonly title: string;
	readonly state: ApplicationState;
	readonly version: number;
	readonly revisionId: string | null;
	readonly replacing: boolean;
	readonly submittedAt: Date | null;
	/** đồng, read from the form at submission. */
	readonly requested: bigint | null;
	readonly own: bigint | null;
	readonly excellentTask: boolean;
	readonly createdBy: string;
	readonly createdAt: Date;
	readonly updatedAt: Date;
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
}

export interface ApplicationsRepository {
	find(id: string): Promise<ApplicationRow | undefined>;
	ofLot(lotId: string): Promise<readonly ApplicationRow[]>;
	ofCall(callId: string): Promise<readonly ApplicationRow[]>;
	/** Moves the state when version and state are still those that were seen; false: somebody was faster. */
	advance(
		seen: { readonly id: string; readonly version: number; readonly state: ApplicationState },
		to: ApplicationState
	): Promise<boolean>;
	revision(id: string): Promise<RevisionRow | undefined>;
}
