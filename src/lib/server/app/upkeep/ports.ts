import type { BaseFacts as BaseTurnFacts } from '#lib/domain/operations/base-turn.ts';
import type { StoredFile } from '../storage/ports.ts';

/** What is looked after beside the work of the office: that the data are right, and that they can be brought back. */

/** Something that can never be so while all is right; the portal's own constraints should have kept it out. */
export const CHECKS = [
	'indexes',
	'constraints',
	'foreign_keys',
	'switched_off',
	'hashes',
	'numbers',
	'ledger',
	'balances',
	'mail',
	'audit',
	'work',
	'objects'
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Violation {
	readonly check: CheckName;
	readonly count: number;
	/** Ids or names of the first of them. */
	readonly examples: readonly string[];
}

export interface Verification {
	/** What was looked at. A check that could not be made is not among them. */
	readonly checked: readonly CheckName[];
	readonly violations: readonly Violation[];
}

/** One base: what it holds, or why there is none. */
export type BaseFacts =
	| {
			readonly base: string;
			readonly bytes: number;
			readonly objects: number;
			/** Files that the store could not give. */
			readonly faults: number;
	  }
	| { readonly refused: string; readonly vi: string; readonly en: string };

/** What came of one run. */
export type UpkeepReport =
	| { readonly kind: 'base'; readonly facts: BaseFacts }
	| { readonly kind: 'verify'; readonly facts: Verification }
	| {
			readonly kind: 'drill';
			readonly facts: Verification & {
				readonly base: string;
				/** How long it took until the restored portal was verified, s. */
				readonly seconds: number;
				/** The last transaction that it had. */
				readonly reached: string;
			};
	  };

export type RecordedReport = UpkeepReport & {
	readonly sound: boolean;
	readonly beganAt: Date;
	readonly endedAt: Date;
};

export type ReportOf<K extends UpkeepReport['kind']> = Extract<RecordedReport, { readonly kind: K }>;

export interface NamedFile extends StoredFile {
	readonly objectKey: string;
	readonly size: number;
	readonly sha256: string;
}

/** The place of backups, for what is kept there file by file. Refuses to work in a place that is not this portal's. */
export interface BackupKeeper {
	/** Label of the place; undefined: it is away, was never used, or is another's. */
	place(): Promise<string | undefined>;
	/** Copies the bytes where they are not there yet. `gone`: the place went away. */
	keep(file: NamedFile): Promise<'kept' | 'there' | 'damaged' | 'missing' | 'gone'>;
}

export interface UpkeepRepository {
	/** Keeps a report; it ends now. */
	record(report: UpkeepReport & { readonly sound: boolean; readonly beganAt: Date }): Promise<void>;
	last<K extends UpkeepReport['kind']>(kind: K): Promise<ReportOf<K> | undefined>;
	/** Files whose bytes are not in the place yet, as far as they are sound; the first that was named first. */
	notKept(place: string, limit: number): Promise<readonly NamedFile[]>;
	/** Notes that a place has these bytes. */
	kept(place: string, sha256: string): Promise<void>;
	/** Forgets what the place had for files that are no more, since it may be gone there too. */
	forgetKept(place: string): Promise<void>;
	/** Whether a base is to be taken now, by the hour that is in force. */
	baseTurn(): Promise<BaseTurnFacts>;
	/** The checks that one statement each makes in the database. */
	violations(): Promise<Verification>;
}
