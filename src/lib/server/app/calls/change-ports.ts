import type { CallChangeKind, CallDecision, CallValues } from '#lib/domain/workflow/call-changes.ts';
import type { Reader } from '../mail/letter.ts';

/** A change of a published call, as it is kept and as the public reads it. */
export interface CallChangeRow {
	readonly id: string;
	readonly kind: CallChangeKind;
	readonly decision: CallDecision;
	/** Only what differs; instants as ISO text. */
	readonly before: CallValues;
	readonly after: CallValues;
	readonly at: Date;
}

/** A dossier of the call, with somebody of its organisation who keeps it. */
export interface DossierReader extends Reader {
	readonly applicationId: string;
}

export interface CallChangesRepository {
	/** Kept before the call itself is changed: the database lets the change through because of it. */
	add(change: {
		readonly id: string;
		readonly callId: string;
		/** The version of the call that the change makes. */
		readonly version: number;
		readonly kind: CallChangeKind;
		readonly decision: CallDecision;
		readonly before: CallValues;
		readonly after: CallValues;
		readonly by: string;
	}): Promise<void>;
	/** In the order in which they were made. */
	of(callId: string): Promise<readonly CallChangeRow[]>;
	/** Everybody who keeps a draft or a dossier that was not withdrawn: of the call, or one of these. */
	readers(
		of: { readonly callId: string } | { readonly applicationIds: readonly string[] }
	): Promise<readonly DossierReader[]>;
}
