import type { Paper } from '#lib/domain/papers/paper.ts';
import type { CopyStanding } from '#lib/domain/workflow/copy-standing.ts';
import type { FileFormat } from './file-ports.ts';
import type { RecordKindKey } from '#lib/contracts/records/record-kind.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { FormFooting, PrintedFile } from '../prints/ports.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';

export type RecordKind = RecordKindKey;

export interface NewRecord {
	readonly kind: RecordKind;
	/** Type code of the yearly series ("QĐ", "TB"): given, the record takes the next number of it. */
	readonly series?: string;
	readonly callId?: string;
	readonly lotId?: string;
	readonly applicationId?: string;
	/** The organisation that may read it. */
	readonly organisationId?: string;
	/** Whose minutes they are. */
	readonly councilId?: string;
	/** Everything that the document says, frozen: it is never computed again. */
	readonly content: JsonValue;
	/** Readable by everyone, without signing in. */
	readonly published?: boolean;
	readonly issuedBy: string;
}

export interface RecordTitle {
	readonly id: string;
	readonly kind: RecordKind;
	/** `05/QĐ-SKHCN`; null for kinds without a number. */
	readonly numberText: string | null;
	readonly year: number;
	readonly callId: string | null;
	readonly lotId: string | null;
	readonly applicationId: string | null;
	readonly organisationId: string | null;
	readonly councilId: string | null;
	readonly hash: string;
	readonly issuedAt: Date;
	readonly issuedBy: string;
	readonly published: boolean;
}

export interface RecordRow extends RecordTitle {
	readonly content: JsonValue;
}

/** One case of a published decision: supported, or without money after its appraisal. */
export interface PublishedResultRow {
	readonly recordId: string;
	readonly numberText: string;
	readonly issuedAt: Date;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	/** đồng of the state budget; null where no money was approved. */
	readonly approved: bigint | null;
	/** Withdrawn, or approved no longer, after the decision. */
	readonly left: boolean;
}

export interface RecordsRepository {
	/** Cases of published decisions, one query; `search` is folded by the adapter. */
	publishedResults(filter: {
		readonly search: string;
		readonly year: number | undefined;
		readonly page: number;
		readonly size: number;
		/** Supported cases only. */
		readonly supportedOnly?: boolean;
	}): Promise<{
		readonly rows: readonly PublishedResultRow[];
		readonly total: number;
		readonly years: readonly number[];
	}>;
	/** Stores canonical bytes and their hash; numbers are taken under the counter's row lock, in this transaction. */
	issue(record: NewRecord, issuer: string): Promise<RecordRow>;
	find(id: string): Promise<RecordRow | undefined>;
	ofCall(callId: string, kind?: RecordKind): Promise<readonly RecordRow[]>;
	/** For lists, the oldest first: the text of a record is read by who opens it. */
	titlesOfApplication(applicationId: string): Promise<readonly RecordTitle[]>;
	titlesOfCall(callId: string, kind?: RecordKind): Promise<readonly RecordTitle[]>;
	/** The minutes of a council's session on a lot, by id. */
	minutesOf(session: { readonly lotId: string; readonly councilId: string }): Promise<string | undefined>;
}

/** Finds issued papers by what stands on them, or by their files. */
export interface PaperChecksRepository {
	byHashBegin(begin: string): Promise<readonly { readonly id: string; readonly hash: string }[]>;
	/** By the hash of a paper's content, of a file of it, or of the submission that a receipt is of. */
	byHash(hash: string): Promise<readonly { readonly id: string; readonly hash: string }[]>;
}

/** Makes papers of records, away from the pages. */
export interface Typesetting {
	/**
	 * The paper of a record, issued or rehearsed; a receipt says what its copy is worth now. Refuses `paper_cannot_print`
	 * {paper, text} when it took too long or a text cannot be set.
	 */
	paper(record: RecordRow, standing?: CopyStanding): Promise<Result<Uint8Array>>;
	/** The same for a word processor (DOCX). */
	editable(record: RecordRow): Promise<Result<Uint8Array>>;
	/**
	 * A form that an applicant prints, its mark under every page. Refuses `paper_cannot_print`, and `print_crowded` while
	 * many wait.
	 */
	form(paper: Paper, footing: FormFooting, at: Date): Promise<Result<PrintedFile>>;
	/** An empty form, the same for everybody: made once as long as the process runs. Refuses as `form`. */
	blank(paper: Paper, title: string, at: Date, format: FileFormat): Promise<Result<Uint8Array>>;
	/** A paper that is no record yet, to be signed or finished. Refuses as `form`. */
	draft(paper: Paper, format: FileFormat, at: Date): Promise<Result<Uint8Array>>;
	close(): Promise<void>;
}
