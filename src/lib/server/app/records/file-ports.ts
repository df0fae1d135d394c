import type { RecordKindKey } from '#lib/contracts/records/record-kind.ts';
import type { ExpectedObject } from '../storage/ports.ts';

/** To be printed and kept, and to be finished in a word processor. */
export type FileFormat = 'pdf' | 'docx';

export const FILE_TYPES: Readonly<Record<FileFormat, string>> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
};

/** Why an attempt gave no file; `interrupted`: the process ended meanwhile, `fault`: a fault of ours. */
export type FileFailure = 'cannot_print' | 'store' | 'interrupted' | 'fault';

/** A file that the worker has taken on; nobody else tries it for some minutes. */
export interface ClaimedFile {
	readonly id: string;
	readonly recordId: string;
	readonly format: FileFormat;
}

/** A file of an issued paper: made, still wanted, or told to the administrator after too many attempts. */
export type RecordFile = KeptFile | { readonly state: 'wanted' | 'stuck' };

export interface KeptFile extends ExpectedObject {
	readonly state: 'made';
	readonly id: string;
}

/** A file that could not be made so often that somebody has to look. */
export interface StuckFile {
	readonly id: string;
	readonly recordId: string;
	readonly kind: RecordKindKey;
	readonly numberText: string | null;
	readonly format: FileFormat;
	readonly tries: number;
	readonly lastError: FileFailure;
	readonly wantedAt: Date;
	readonly dueAt: Date;
}

export interface RecordFilesRepository {
	/** Undefined for kinds that are not kept as files. */
	find(recordId: string, format: FileFormat): Promise<RecordFile | undefined>;
	/** Takes on the next file that is due, the latest wanted first; counts the attempt. */
	claim(): Promise<ClaimedFile | undefined>;
	/** False when another attempt has made it meanwhile. */
	keep(id: string, made: ExpectedObject): Promise<boolean>;
	/** The next attempt is due after a pause that doubles. */
	fail(id: string, failure: FileFailure): Promise<void>;
	stuck(page: { readonly page: number; readonly size: number }): Promise<{
		readonly rows: readonly StuckFile[];
		readonly total: number;
	}>;
}
