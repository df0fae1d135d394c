import type { KnownWrite, Outcome, RunRecord } from '#lib/domain/drafts/operations.ts';

/** What is written into: a row of the database, and the part of it that has a revision of its own. */
export interface DraftObject {
	/** Application, sheet, appraised version, check, survey. */
	readonly id: string;
	/** `section/<key>`, `budget`, `sheet`, `appraisal`, `validity`, `survey`. */
	readonly part: string;
}

export interface LastOperation {
	readonly operationId: string;
	readonly at: Date;
}

/**
 * Who wrote last at each place of an object, and which operations of which run were taken: what makes a repeated
 * operation harmless and a conflict nameable. The caller holds the object's own row lock.
 */
export interface DraftsRepository {
	/** Writes after the revision, and what is remembered of the runs. */
	ledger(
		object: DraftObject,
		asked: { readonly after: number; readonly runs: readonly string[]; readonly personId: string }
	): Promise<{ readonly writes: readonly KnownWrite[]; readonly runs: readonly RunRecord[] }>;
	/** What lies inside a written place is forgotten with it. */
	record(
		object: DraftObject,
		taken: {
			readonly revision: number;
			readonly personId: string;
			/** Null for a plain form. */
			readonly device: string | null;
			readonly writes: readonly {
				readonly path: string;
				readonly run: string;
				readonly number: number;
				readonly operationId: string;
			}[];
			readonly runs: readonly RunRecord[];
		}
	): Promise<void>;
	/** Of sections and budget, the latest operation that is contained in what the dossier holds now. */
	lastOperation(applicationId: string): Promise<LastOperation | undefined>;
	/** The person's key, base64; undefined before it was first asked for. */
	keyOf(personId: string): Promise<string | undefined>;
	/** Two who ask at once get the same. */
	makeKey(personId: string, key: string): Promise<string>;
}

/** What a verb that takes operations answers. */
export interface SavedOperations<Content> {
	readonly revision: number;
	/** Null when nothing had to be written. */
	readonly savedAt: Date | null;
	readonly outcomes: readonly Outcome[];
	/** The object as it now is, when it was not at the revision that the page shows. */
	readonly content?: Content;
}
