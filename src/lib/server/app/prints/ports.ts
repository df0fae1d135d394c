import type { PrintedForm, ScanReading } from '#lib/domain/prints/scan-standing.ts';
import type { Result } from '#lib/domain/shared/result.ts';

/** What stands under each page of a form. */
export interface FormFooting {
	/** Of 15 letters; '' for a form without answers. */
	readonly code: string;
	readonly title: string;
	/** Printed before the form was complete. */
	readonly draft: boolean;
}

export interface PrintedFile {
	readonly file: Uint8Array;
	readonly pages: number;
}

export interface NewPrintedForm extends PrintedForm {
	readonly id: string;
	readonly hash: string;
	readonly printedBy: string;
}

/** A scan that a worker has taken on; nobody else reads it for some minutes. */
export interface ClaimedScan {
	readonly documentId: string;
	readonly tries: number;
}

/** How far the reading of a scan is; `given_up`: it could not be read in the time that it has. */
export type ScanState =
	{ readonly state: 'waiting' | 'given_up' } | ({ readonly state: 'read' } & ScanReading);

export interface PrintsRepository {
	find(code: string): Promise<PrintedForm | undefined>;
	/** Those of these codes that were printed. */
	findAll(codes: readonly string[]): Promise<readonly PrintedForm[]>;
	/** Nothing where the same content was printed before. */
	add(form: NewPrintedForm): Promise<void>;
	/** A document that may be the scan of a signed form. */
	wantReading(documentId: string): Promise<void>;
	/** By document; none for those that are no scans of forms. */
	readings(applicationId: string): Promise<ReadonlyMap<string, ScanState>>;
	/** Takes on the next scan that is due and whose file may be opened; counts the attempt. */
	claim(): Promise<ClaimedScan | undefined>;
	/** False when another attempt has settled it meanwhile. */
	settle(documentId: string, reading: ScanReading | 'given_up'): Promise<boolean>;
}

/**
 * Reads the marks of a stored scan, away from the pages. Refuses `file_damaged` when it cannot be read in its time, and
 * what the store refuses.
 */
export interface ScanReader {
	read(objectKey: string): Promise<Result<ScanReading>>;
	close(): Promise<void>;
}
