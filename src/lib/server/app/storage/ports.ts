import type { Result } from '#lib/domain/shared/result.ts';

/**
 * Where bytes live. Two adapters answer to this port alike (one conformance suite holds both):
 * a folder on disk for the embedded default, any S3-compatible store in production.
 *
 * A key is a label, never a path: 1 to 512 bytes of UTF-8 in NFC, segments split by `/`,
 * no empty, `.` or `..` segment, no control character (`key_invalid`).
 *
 * Every method refuses with a value; the codes:
 * - `key_invalid`          the key breaks the rule above; a bug of the caller or a forged input
 * - `object_not_found`     no object under this key
 * - `range_not_satisfiable` the range starts beyond the end
 * - `upload_not_found`     this multipart upload was completed, aborted, or never begun
 * - `part_mismatch`        a part is missing, was replaced since, or arrived with other bytes
 * - `part_too_small`       a part other than the last has less than 5 MiB
 * - `object_damaged`       the stored bytes are not those that were put (disk only; S3 answers `store_unavailable`)
 * - `store_denied`         the store refused our keys
 * - `bucket_not_found`     the bucket does not exist
 * - `store_full`           no space left
 * - `store_unavailable`    the store does not answer or failed; worth trying again. `params.reason` is for the log
 */
export interface ObjectStore {
	/** Which adapter this is, for logs and the health page. */
	readonly kind: 'disk' | 's3';

	/** Starts a multipart upload. The handle is plain data: keep it in the database, go on after a restart. */
	beginUpload(key: string, options?: PutOptions): Promise<Result<UploadHandle>>;

	/**
	 * Stores one part, numbered from 1 to 10 000; the same number again replaces the part.
	 * Durable when it resolves. Every part but the last has at least `MIN_PART_BYTES` (checked by `complete`).
	 */
	putPart(upload: UploadHandle, partNo: number, bytes: Uint8Array): Promise<Result<StoredPart>>;

	/**
	 * Joins the named parts, ascending, into the object. All or nothing: until it resolves, readers see the
	 * object that was there before. After a lost answer, call again: the second answer is either the object
	 * or `upload_not_found`, and then `head` tells whether the first call had done it.
	 */
	complete(upload: UploadHandle, parts: readonly StoredPart[]): Promise<Result<StoredObject>>;

	/** Forgets an upload and its parts; fine to repeat. */
	abort(upload: UploadHandle): Promise<Result<void>>;

	/** Stores a whole object, replacing what was there. Durable when it resolves. */
	put(key: string, bytes: Uint8Array, options?: PutOptions): Promise<Result<StoredObject>>;

	/** Reads an object, or the bytes `start` to `end` of it, both inclusive as in HTTP. */
	get(key: string, range?: ByteRange): Promise<Result<ObjectBody>>;

	head(key: string): Promise<Result<StoredObject>>;

	/** Copies inside the store, bytes and content type; the promotion out of quarantine. */
	copy(from: string, to: string): Promise<Result<StoredObject>>;

	/** Removes an object; an absent one is no refusal, so that a repeat does no harm. */
	delete(key: string): Promise<Result<void>>;

	/** Keys under a prefix in the order of their UTF-8 bytes, a page at a time. */
	list(prefix: string, page?: ListPage): Promise<Result<ObjectListing>>;
}

/** Smallest part, except the last one; a rule of S3 that the disk adapter keeps as well. */
export const MIN_PART_BYTES = 5 * 1024 * 1024;

/** Highest part number; a rule of S3. */
export const MAX_PART_NO = 10_000;

export interface PutOptions {
	/** MIME type, given back by `head` and `get`; `application/octet-stream` when left out. */
	readonly contentType?: string;
}

/** Names a running multipart upload. Plain data. */
export interface UploadHandle {
	readonly key: string;
	readonly uploadId: string;
}

/** A part as the store acknowledged it. Plain data; keep it, `complete` wants it back. */
export interface StoredPart {
	readonly partNo: number;
	/** The store's own mark of the part's bytes; opaque. */
	readonly etag: string;
	readonly size: number;
}

export interface StoredObject {
	readonly key: string;
	/** In bytes. */
	readonly size: number;
	readonly contentType: string;
}

export interface ByteRange {
	/** First byte, from 0. */
	readonly start: number;
	/** Last byte, inclusive; to the end when left out or beyond it. */
	readonly end?: number;
}

export interface ObjectBody extends StoredObject {
	/** What the body carries: first and last byte, inclusive. `end` is `start - 1` for an empty object. */
	readonly start: number;
	readonly end: number;
	/** Read it to its end or cancel it: it holds a file or a connection open. */
	readonly body: ReadableStream<Uint8Array>;
}

export interface ListPage {
	/** From the `next` of the page before. */
	readonly cursor?: string;
	/** 1 to 1000; 1000 when left out. */
	readonly limit?: number;
}

export interface ObjectListing {
	readonly objects: readonly { readonly key: string; readonly size: number }[];
	/** The cursor of the following page, or null on the last. */
	readonly next: string | null;
}

/**
 * What the virus scanner said of a file.
 * - `clean`           the scanner answered so, in so many words
 * - `infected`        `signature` names what it found
 * - `pending`         no trustworthy answer yet; `reason` says why (`unreachable`, `timeout`, `too_large`, `unexpected_answer`)
 * - `not_configured`  the portal runs without a scanner
 */
export type ScanOutcome =
	| { readonly verdict: 'clean' }
	| { readonly verdict: 'infected'; readonly signature: string }
	| { readonly verdict: 'pending'; readonly reason: ScanPendingReason }
	| { readonly verdict: 'not_configured' };

export type ScanPendingReason = 'unreachable' | 'timeout' | 'too_large' | 'unexpected_answer';

export type ScanVerdict = ScanOutcome['verdict'];

/** A virus scanner. Never throws for a scanner that is down: the file then waits as `pending`. */
export interface VirusScanner {
	scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanOutcome>;
}

/** What the portal recorded of an object when it was stored. */
export interface ExpectedObject {
	readonly objectKey: string;
	readonly size: number;
	/** Lower-case hex. */
	readonly sha256: string;
}

/**
 * Reads objects against what was recorded of them, whatever the store says of itself. Refuses what `get` refuses, and
 * `object_damaged` when the bytes are not those that were put.
 */
export interface ObjectVerifier {
	/**
	 * The bytes, or a range of them. A small object is read before the first byte is given out; of a larger one the last
	 * piece is held back until all is read and right, else the body breaks off and `damaged` is called.
	 */
	open(
		expected: ExpectedObject,
		range: ByteRange | undefined,
		damaged: () => void
	): Promise<Result<ObjectBody>>;
	/** Reads all of it. */
	check(expected: ExpectedObject): Promise<Result<true>>;
}

/** What a look at stored bytes found. */
export type ObjectState = 'sound' | 'damaged' | 'missing';

/** Files that are read again in turns: documents of dossiers, papers that prove organisations, papers that were issued. */
export interface StoredFile {
	readonly kind: 'document' | 'organisation_paper' | 'record_file';
	readonly id: string;
}

export interface ObjectFault extends StoredFile {
	readonly objectKey: string;
	readonly size: bigint;
	readonly sha256: string;
	readonly state: Exclude<ObjectState, 'sound'>;
	readonly since: Date;
	readonly checkedAt: Date;
}

export interface ObjectChecksRepository {
	/** Every file that has to have bytes: what a backup keeps. */
	all(): Promise<readonly ExpectedObject[]>;
	/** Files with bytes whose turn it is: never looked at, longest ago, faulty ones again soon. */
	due(limit: number): Promise<readonly (ExpectedObject & StoredFile)[]>;
	/** Records what was found now; true when that is another state than before. */
	record(file: StoredFile, state: ObjectState): Promise<boolean>;
	faults(page: { readonly page: number; readonly size: number }): Promise<{
		readonly rows: readonly ObjectFault[];
		readonly total: number;
	}>;
	/** How many files have bytes, and how many of them were looked at within the last week. */
	figures(): Promise<{ readonly all: number; readonly recent: number }>;
}
