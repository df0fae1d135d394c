import type { ShareMark } from '#lib/domain/intake/opening-key.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { StoredLine } from '../budgets/ports.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { Participant } from '../applications/participant-ports.ts';

/** The key that opens the dossiers of a call: what the database keeps of it. */
export interface OpeningKeyRow {
	readonly callId: string;
	/** The public half, `age1…`. */
	readonly recipient: string;
	/** Three, in the order of their shares. */
	readonly holders: readonly ShareMark[];
	readonly enrolledBy: string;
	readonly enrolledAt: Date;
}

/** The key of one revision: as it is, and as only the opening has it. */
export interface RevisionKey {
	readonly key: Uint8Array;
	/** An age file for the call's key. */
	readonly forOpening: Uint8Array;
}

/** What a sealed dossier keeps of a file beside its sealed bytes. */
export interface SealedFile {
	/** Of the document. */
	readonly id: string;
	readonly fileName: string;
	/** Of the file itself, bytes. */
	readonly size: string;
	readonly sha256: string;
	readonly mediaType: string;
	readonly datedOn: CalendarDate | null;
	/** With which its bytes are sealed. */
	readonly key: string;
}

/** What a submission writes beside its revision, where nothing is sealed; a sealed revision carries it. */
export interface SealedFacts {
	readonly title: string;
	readonly requested: bigint | null;
	readonly own: bigint | null;
	readonly participants: readonly Participant[];
	/** With the keys of their bytes. */
	readonly files: readonly SealedFile[];
	/** The budget as it was frozen; null where the programme has none. */
	readonly budget: {
		readonly versionId: string;
		readonly lines: readonly StoredLine[];
		readonly stateTotal: bigint;
		readonly ownTotal: bigint;
		readonly justifications: Justifications;
		readonly canonical: string;
	} | null;
}

/** With what a revision is sealed. */
export interface RevisionSealing {
	readonly key: RevisionKey;
	readonly facts: SealedFacts;
	/** Ids of its files, which stay readable. */
	readonly files: readonly string[];
}

/** What makes and joins keys; no key that opens a call is kept by it. */
export interface SealingTools {
	/** A new key for a call: its public half, and the other in three shares of which two are enough. */
	makeOpeningKey(): Promise<{ readonly recipient: string; readonly shares: readonly Uint8Array[] }>;
	/** Refuses `shares_do_not_open`: they are not two of this key. */
	joinShares(recipient: string, shares: readonly Uint8Array[]): Promise<Result<string>>;
	makeRevisionKey(recipient: string): Promise<RevisionKey>;
	/** Refuses `shares_do_not_open`. */
	openRevisionKey(secret: string, forOpening: Uint8Array): Promise<Result<Uint8Array>>;
	/** A stored file and its own key. */
	sealFile(bytes: Uint8Array): { readonly key: string; readonly bytes: Uint8Array };
	/** Undefined: not what was sealed. */
	openFile(key: string, sealed: Uint8Array): Uint8Array | undefined;
}

export interface SealingRepository {
	openingKey(callId: string): Promise<OpeningKeyRow | undefined>;
	/** Sets or replaces it; the database takes none for a published call. */
	setOpeningKey(row: OpeningKeyRow): Promise<void>;
	/** False: there was none. */
	removeOpeningKey(callId: string): Promise<boolean>;
	/** The key of the call of a dossier that is sealed and not opened; undefined for any other. */
	sealingOf(applicationId: string): Promise<Pick<OpeningKeyRow, 'callId' | 'recipient'> | undefined>;
	/** The key of a standing sealed revision as the opening has it. */
	keyForOpening(revisionId: string): Promise<Uint8Array | undefined>;
	/**
	 * Opens a dossier: revision, facts, budget and files of the revision that stands are in the clear from then on. False:
	 * the key does not open it, or what it opens is not about this revision.
	 */
	open(
		dossier: { readonly applicationId: string; readonly revisionId: string },
		key: Uint8Array
	): Promise<boolean>;
}
