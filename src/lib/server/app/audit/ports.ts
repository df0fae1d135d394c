import type { Tile, TilePiece } from '#lib/domain/audit/tiles.ts';
import type { TypedCode } from '#lib/domain/audit/typed-code.ts';

export interface AuditLine {
	readonly actorId: string;
	readonly grantUsed: string;
	readonly onBehalfOf: string;
	readonly action: string;
	readonly outcome: 'done' | 'refused';
	readonly refusal: string;
	readonly objectType: string;
	readonly objectId: string;
	readonly requestId: string;
}

/** An entry as it is listed, with the place that the sealer gave it. */
export interface AuditRow extends AuditLine {
	readonly id: string;
	readonly at: Date;
	readonly digest: string;
	readonly position?: bigint;
	readonly sealHash?: string;
	/** It tells of a dossier that is sealed at this moment. */
	readonly sealed: boolean;
	/** It was written with values before and after, or with figures; they may have been erased since. */
	readonly detailed: boolean;
}

export interface TrailFilter {
	readonly actorId?: string | undefined;
	readonly objectId?: string | undefined;
	readonly action?: string | undefined;
	readonly outcome?: 'done' | 'refused' | undefined;
	/** Done by one of these people, or to them. */
	readonly people?:
		{ readonly personIds: readonly string[]; readonly accountIds: readonly string[] } | undefined;
	/** Done to one of its own things, or what decides about it to what is around it. */
	readonly about?: { readonly own: readonly string[]; readonly around: readonly string[] } | undefined;
	/** Half-open. */
	readonly from?: Date | undefined;
	readonly until?: Date | undefined;
	readonly page: number;
	readonly size: number;
}

/** What the trail knows by an id: its name, and what its page is called by. */
export interface NamedObject {
	readonly id: string;
	readonly type: string;
	readonly name: string;
	readonly place: string;
}

/** One thing that a typed code or number was taken for. */
export interface MeantThing {
	readonly type: string;
	/** Its code, its number or its name. */
	readonly name: string;
	/** Of a paper: its kind, the year of its number, and the code of what it is about. */
	readonly paper: string;
	readonly year: number;
	readonly subject: string;
}

/** The first of them by name, and how many there are. */
export interface MeantThings {
	readonly things: readonly MeantThing[];
	readonly total: number;
}

export interface FoundPeople {
	/** Of not more than a page of people. */
	readonly personIds: readonly string[];
	readonly accountIds: readonly string[];
	/** The first of them. */
	readonly names: readonly string[];
	/** All whom the text stands for. */
	readonly total: number;
}

/** What `audit:verify` finds. `at`: the time that the entry, the seal or the checkpoint tells. */
export type AuditFinding =
	/** The entry no longer is what was sealed. */
	| { readonly kind: 'altered'; readonly entryId: string; readonly position: bigint; readonly at: Date }
	/** The entry was taken out, its seal is there. */
	| { readonly kind: 'missing'; readonly entryId: string; readonly position: bigint; readonly at: Date }
	/** A seal does not follow the one before it. */
	| { readonly kind: 'reordered'; readonly position: bigint; readonly at: Date }
	| { readonly kind: 'unsealed'; readonly entryId: string; readonly at: Date }
	/** The entry lacks a mark of a known key: no process of the portal wrote it so. */
	| { readonly kind: 'forged'; readonly entryId: string; readonly at: Date }
	/** The entry is older than one sealed before it, by more than a verb can take. */
	| { readonly kind: 'backwards'; readonly entryId: string; readonly position: bigint; readonly at: Date }
	| { readonly kind: 'detail_altered'; readonly entryId: string; readonly at: Date }
	/** The details are gone and no entry says who erased them. */
	| { readonly kind: 'detail_missing'; readonly entryId: string; readonly at: Date }
	/** A checkpoint says that there were `size` entries; `agreed` is the last one that this log agrees with. */
	| { readonly kind: 'cut'; readonly size: bigint; readonly at: Date; readonly agreed?: Checkpoint }
	/** As many entries, and not the same ones. */
	| { readonly kind: 'rebuilt'; readonly size: bigint; readonly at: Date; readonly agreed?: Checkpoint }
	/** The checkpoint is of another log: the database is not the one that was sealed. */
	| { readonly kind: 'other_log'; readonly at: Date; readonly place: string }
	/** The log gives another number of entries as older than the marks than its checkpoints do. */
	| { readonly kind: 'unmarked_moved'; readonly at: Date; readonly place: string }
	| { readonly kind: 'checkpoint_damaged'; readonly place: string }
	/** What everybody can fetch of the log is not what the database holds, from this place on. */
	| { readonly kind: 'tiles_differ'; readonly position: bigint; readonly at: Date }
	/** A checkpoint covers more than can be fetched. */
	| { readonly kind: 'tiles_missing'; readonly position: bigint; readonly at: Date }
	/** What was sealed since `at` has no checkpoint. */
	| { readonly kind: 'checkpoint_behind'; readonly position: bigint; readonly at: Date };

export interface AuditVerification {
	readonly sealed: bigint;
	/** How many checkpoints were compared. */
	readonly checkpoints: number;
	readonly findings: readonly AuditFinding[];
}

/** What the log was at a moment, signed and kept outside the database. */
export interface Checkpoint {
	readonly logId: string;
	/** Entries sealed. */
	readonly size: bigint;
	/** Root of the Merkle tree over the seals, hex. */
	readonly root: string;
	readonly at: Date;
	/** Entries at the beginning of the log that are older than the marks. */
	readonly unmarked: bigint;
}

export interface ReadCheckpoint {
	/** File and number in it. */
	readonly place: string;
	/** Absent: it is damaged, or the portal did not sign it. */
	readonly checkpoint?: Checkpoint | undefined;
}

/** The tree of the log as everybody can fetch it (C2SP tlog-tiles), kept beside the checkpoints. */
export interface PublishedTiles {
	/** On the disk when this returns. Answers the first piece in whose place something else is: nothing is changed there. */
	write(pieces: readonly TilePiece[]): Promise<TilePiece | undefined>;
	/** As much of it as there is. */
	published(tile: Tile): Promise<Uint8Array>;
	/** Undefined where not so much of it is published. */
	read(tile: Tile): Promise<Uint8Array | undefined>;
}

/** A checkpoint and the very text that was signed. */
export interface NewestCheckpoint {
	readonly text: string;
	readonly checkpoint: Checkpoint;
}

/** Where signed checkpoints are kept: written at the end only, outside the database. */
export interface CheckpointBook {
	readonly tiles: PublishedTiles;
	/** As signed notes write them, the one that signs now first. */
	verifierKeys(logId: string): readonly string[];
	/** The last of them, cheaply: for pages. */
	newest(): Promise<NewestCheckpoint | undefined>;
	/** It is on the disk when this returns. */
	write(checkpoint: Checkpoint): Promise<void>;
	/** All of them, oldest first. */
	read(): Promise<readonly ReadCheckpoint[]>;
	/** The newest that is whole. */
	last(): Promise<Checkpoint | undefined>;
}

/** An entry and its details in the very texts that their digests cover. */
export interface ProvableEntry {
	readonly text: string;
	/** Absent: it waits for its seal. */
	readonly seal?: { readonly position: bigint; readonly previousHash: string };
	/** Absent: erased. */
	readonly detail?: { readonly salt: string; readonly content: string };
}

/** What is kept of the log outside the database. */
export interface OutsideEvidence {
	readonly checkpoints: readonly ReadCheckpoint[];
	readonly tiles: PublishedTiles;
}

export interface SealRound {
	readonly sealed: number;
	/** Entries that get no seal, since no known key marked them. */
	readonly refused: readonly string[];
	/** Entries that were sealed and are older than one before them, by more than a verb can take. */
	readonly backwards: readonly string[];
}

export interface AuditDetail {
	readonly before?: unknown;
	readonly after?: unknown;
	/** The figures of a refusal. */
	readonly figures?: unknown;
}

export interface AuditRepository {
	/** Appends one entry with its own digest and mark; values go to the detail table by a salted digest. */
	append(line: AuditLine, detail: AuditDetail): Promise<void>;
	/** Whether the same person did the same to the same object, with the same end, within so many seconds. */
	hasRecent(line: AuditLine, seconds: number): Promise<boolean>;
	/** A filter by person or object does not find what tells of a sealed dossier: it would say who applies. */
	list(filter: TrailFilter): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number }>;
	find(entryId: string): Promise<AuditRow | undefined>;
	/** Before, after and figures of entries, by their ids, where they have not been erased. */
	details(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
	/** What hangs on a business code: a dossier, a call, a lot, a paper, an organisation, a source of funds. */
	objectsOfCode(code: string, typed: TypedCode): Promise<NonNullable<TrailFilter['about']>>;
	/** What a code was taken for, without sealed dossiers and their papers. */
	thingsMeant(typed: TypedCode): Promise<MeantThings>;
	/** Codes of calls whose dossiers are sealed. Asked without the code, so that the answer cannot tell of it. */
	sealedCalls(): Promise<readonly string[]>;
	/** People by a part of their name, by their whole address or their id; not more than a page of them. */
	peopleOfName(text: string): Promise<FoundPeople>;
	objectsNamed(ids: readonly string[]): Promise<readonly NamedObject[]>;
	/** Of these dossiers those whose council has not closed its session. */
	beingJudged(applicationIds: readonly string[]): Promise<ReadonlySet<string>>;
	/** Names of all verbs that the trail holds, in order. */
	actions(): Promise<readonly string[]>;
	/**
	 * Gives position and previous hash to marked entries below `pg_snapshot_xmin`, under an advisory lock. Looks at
	 * none of `passOver`, so that refused entries do not hold up the others. Another sealer at work: nothing is done.
	 */
	seal(limit: number, passOver: readonly string[]): Promise<SealRound>;
	/** The seals after a position, in order. */
	sealsAfter(
		position: bigint,
		limit: number
	): Promise<readonly { readonly position: bigint; readonly hash: string; readonly sealedAt: Date }[]>;
	/** The entry of a submission with what proves it; `revision` counts those of the application from 1. */
	submissionEntry(applicationId: string, revision: number): Promise<ProvableEntry | undefined>;
	/** What this log is called, and how many of its entries are older than the marks. */
	origin(): Promise<{ readonly logId: string; readonly unmarked: bigint }>;
	/** Takes the details of an entry away; the entry stays. False when there are none. */
	eraseDetail(entryId: string): Promise<boolean>;
	/**
	 * Checks every entry, detail and seal, each checkpoint and the published tiles, where they are given. What is younger
	 * than `graceSeconds` may still be unsealed.
	 */
	verify(graceSeconds: number, outside?: OutsideEvidence): Promise<AuditVerification>;
	/** When the newest seal was made; undefined where there is none yet. */
	lastSealedAt(): Promise<Date | undefined>;
}
