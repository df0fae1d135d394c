import type { FileKind } from '#lib/domain/definitions/field-definition.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { UploadState } from '#lib/domain/uploads/upload.ts';
import type { ScanVerdict, StoredPart } from '../storage/ports.ts';

/** A file that an application holds, checked. */
export interface DocumentRow {
	readonly id: string;
	readonly applicationId: string;
	/** Key of the dossier's item, or `survey`. */
	readonly itemKey: string;
	readonly fileName: string;
	/** Bytes. */
	readonly size: bigint;
	/** Lower-case hex, computed here. */
	readonly sha256: string;
	/** By content. */
	readonly mediaType: string;
	readonly objectKey: string;
	readonly verdict: ScanVerdict;
	/** What the scanner found; '' unless infected. */
	readonly signature: string;
	/** The date on the paper, where the item asks for one and somebody entered it. */
	readonly datedOn: CalendarDate | null;
	readonly uploadedBy: string;
	readonly uploadedAt: Date;
	readonly removedAt: Date | null;
	/** When the bytes were deleted; the row stays. */
	readonly bytesGoneAt: Date | null;
	/** How the store keeps the bytes of a sealed dossier; null: as they came. */
	readonly sealedBytes: SealedBytes | null;
}

export interface SealedBytes {
	readonly key: string;
	/** Of what the store holds. */
	readonly size: bigint;
	readonly sha256: string;
}

export interface UploadRow {
	readonly id: string;
	readonly applicationId: string;
	readonly itemKey: string;
	readonly personId: string;
	readonly fileName: string;
	/** Bytes; at most `MOST_FILE_BYTES`, so a number holds them. */
	readonly size: number;
	readonly received: number;
	/** Under `quarantine/`. */
	readonly objectKey: string;
	/** The store's multipart upload; '' before the first part, and for a file that came in one piece. */
	readonly storeUpload: string;
	/** '' when the browser gave none. */
	readonly claimedSha256: string;
	readonly replaces: string | null;
	readonly state: UploadState;
	readonly refusal: Refusal | null;
	readonly documentId: string | null;
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

/** How an upload ends. */
export type UploadEnd =
	| { readonly state: 'accepted'; readonly documentId: string }
	| { readonly state: 'refused'; readonly refusal: Refusal }
	| { readonly state: 'aborted' };

export interface UploadsRepository {
	/** Documents that stand, in the order in which they came. */
	documents(applicationId: string): Promise<readonly DocumentRow[]>;
	/** Taken away and still to be put back, the last first. */
	removedDocuments(applicationId: string): Promise<readonly DocumentRow[]>;
	/** Also one that was taken away: a frozen revision may name it. */
	document(id: string): Promise<DocumentRow | undefined>;
	addDocument(row: Omit<DocumentRow, 'removedAt' | 'bytesGoneAt' | 'signature' | 'datedOn'>): Promise<void>;
	/** False when it was gone already. */
	removeDocument(id: string): Promise<boolean>;
	/** False when it stood already. */
	restoreDocument(id: string): Promise<boolean>;
	setDocumentDate(id: string, datedOn: CalendarDate | null): Promise<void>;
	/** Some of the documents that wait for the scanner. */
	pendingDocuments(limit: number): Promise<readonly DocumentRow[]>;
	/** From `pending` to what the scanner said; false when somebody was faster. */
	setVerdict(id: string, verdict: 'clean' | 'infected', signature: string): Promise<boolean>;

	/**
	 * Some of those whose bytes may go: infected ones; those that were taken away when the dossier, or the survey, is
	 * closed to changes and no revision names them.
	 */
	documentsToEmpty(limit: number): Promise<readonly DocumentRow[]>;
	/** The bytes are gone; false when they were already, or may not go any more. */
	markEmptied(id: string): Promise<boolean>;

	begin(row: Omit<UploadRow, 'received' | 'storeUpload' | 'state' | 'refusal' | 'documentId'>): Promise<void>;
	find(id: string): Promise<UploadRow | undefined>;
	/**
	 * The upload, held until the end of the transaction by an advisory lock that all processes share; `busy` while
	 * another request holds it.
	 */
	hold(id: string): Promise<UploadRow | 'busy' | undefined>;
	/** Bytes that the dossier, or the site survey beside it, holds or has promised room for. */
	volume(applicationId: string, part: 'dossier' | 'survey'): Promise<bigint>;
	/** Open and not expired, and those being checked. */
	underWay(applicationId: string, now: Date): Promise<readonly UploadRow[]>;
	/** Makes this request the one that writes; false when the upload is not open any more. */
	takeOver(id: string, writer: string, expiresAt: Date): Promise<boolean>;
	/** Keeps bytes behind those that have arrived; false when another request writes by now or the upload has ended. */
	addPiece(id: string, writer: string, offset: number, bytes: Uint8Array): Promise<boolean>;
	/** Lengths of the pieces that wait for the next parts of the store, in order, from `start` on. */
	pieceSizes(id: string, start: number): Promise<readonly number[]>;
	/** Their bytes from `start` to before `end`. */
	pieces(id: string, start: number, end: number): Promise<Uint8Array>;
	/**
	 * Records a part of the store that holds the bytes up to `end`, and drops their pieces; with the last part the
	 * upload is `checking`. False when another request has recorded it or the upload has ended.
	 */
	addPart(id: string, part: StoredPart, storeUpload: string, end: number): Promise<boolean>;
	/** Promises to check this upload for some seconds; false while another process has promised, or it is settled. */
	claimCheck(id: string, seconds: number): Promise<boolean>;
	/** Promises for some seconds more. */
	keepCheck(id: string, seconds: number): Promise<void>;
	/** Gives the promise back, so that another try need not wait for its end. */
	releaseCheck(id: string): Promise<void>;
	/** Open ones of which every byte has arrived: the last request was cut off before it could say so. */
	arrived(limit: number): Promise<readonly UploadRow[]>;
	/** All bytes came in one piece. */
	markWhole(id: string): Promise<void>;
	parts(id: string): Promise<readonly StoredPart[]>;
	/** Compare-and-set on the state; false when somebody was faster. */
	end(id: string, from: 'open' | 'checking', to: UploadEnd): Promise<boolean>;
	/** Open ones that nobody came back to. */
	expired(limit: number): Promise<readonly UploadRow[]>;
	/** Whole ones that nobody checks now: their check was cut off, by a restart for instance. */
	unchecked(limit: number): Promise<readonly UploadRow[]>;
}

export interface InspectedFile {
	/** By content. */
	readonly mediaType: string;
	readonly size: number;
	/** Lower-case hex. */
	readonly sha256: string;
	/** What arrived; the same, unless another file was made of it. */
	readonly received: { readonly size: number; readonly sha256: string };
	/** The PDF made of a photograph, where the item takes a scan: it is kept instead of what arrived. */
	readonly made?: Uint8Array;
}

/**
 * Reads a stored file whole and says what it is. Refuses `file_empty`, `file_too_large`, `file_type_mismatch`,
 * `file_type_not_accepted`, `file_encrypted`, `file_damaged`, `file_has_macros`, `file_has_scripts`, `file_unpacks_too_large`, and what
 * the store refuses.
 */
export interface FileInspector {
	inspect(
		objectKey: string,
		file: { readonly name: string; readonly accepted: readonly FileKind[]; readonly maxBytes: number }
	): Promise<Result<InspectedFile>>;
}
