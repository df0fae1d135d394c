/** What an administrator has to know before the portal opens, and ever after: one check a line, each with a state. */

export type CheckState = 'ok' | 'soon' | 'bad' | 'unknown';

export const CHECKS = [
	'administrators',
	'letterhead',
	'calendar_this_year',
	'calendar_next_year',
	'mail_server',
	'mail_waiting',
	'mail_failed',
	'files_damaged',
	'papers_stuck',
	'audit_seals',
	'audit_keys',
	'audit_checkpoints',
	'disk',
	'clock',
	'certificate',
	'backup_place',
	'backup_base',
	'backup_wal',
	'backup_objects',
	'verification',
	'drill',
	'versions'
] as const;
export type CheckKey = (typeof CHECKS)[number];

export interface Check {
	readonly key: CheckKey;
	readonly state: CheckState;
	/** What was found, for the sentence that says it; null: there is nothing to find it of. */
	readonly found: string | null;
}

/** What the database knows of backups and of what was checked. */
export interface BackupFacts {
	/** The server keeps its WAL somewhere. */
	readonly archives: boolean;
	/** Since the last segment that it handed over, seconds; null: none yet. */
	readonly archivedFor: number | null;
	/** The last attempt failed. */
	readonly archiveFails: boolean;
	/** Segments that are written to their end and not handed over. */
	readonly segmentsBehind: number;
	/** Since the last sound base, hours; null: there is none. */
	readonly baseHours: number | null;
	/** Since the portal's first act, hours: a new one has no base yet. */
	readonly portalHours: number;
	/** Stored files that are not in the place, and for how long the first of them, seconds. */
	readonly notKept: number;
	readonly notKeptFor: number | null;
	/** Null: never done. */
	readonly verified: { readonly sound: boolean; readonly hours: number } | null;
	readonly drilled: { readonly sound: boolean; readonly hours: number } | null;
}

/** What was found at one moment. Absent values could not be found out. */
export interface ReadinessFacts {
	readonly production: boolean;
	/** Administrators with a working account and a password. */
	readonly administrators: number;
	readonly letterheadSeen: boolean;
	readonly confirmedYears: ReadonlySet<number>;
	/** The day of the database, in Vietnam. */
	readonly year: number;
	readonly month: number;
	readonly sendsMail: boolean;
	readonly letterArrived: boolean;
	/** Of the letter that has waited longest past its time, seconds; null: none waits. */
	readonly mailWaits: number | null;
	readonly mailFailed: number;
	readonly filesDamaged: number;
	readonly papersStuck: number;
	/** Of the oldest entry of the log without a seal, seconds; null: none. */
	readonly unsealedFor: number | null;
	/** The keys prove something: they are not kept beside the database. */
	readonly keysProve: boolean;
	/** Since the newest signed checkpoint, hours; null: there is none. */
	readonly checkpointHours: number | null;
	/** Since the first seal that no checkpoint covers, seconds; null: all are covered. */
	readonly uncoveredFor: number | null;
	readonly disk: { readonly free: bigint; readonly size: bigint } | undefined;
	/** Of this machine against the database, ms. */
	readonly driftMs: number;
	/** Days that the certificate of the address still holds; null: the address is not https; undefined: not seen. */
	readonly certificateDays: number | null | undefined;
	/** null: no place is named. */
	readonly backupWritable: boolean | null;
	readonly backup: BackupFacts;
	readonly versions: string;
}

const GIB = 1024n ** 3n;

/** The first that holds. */
const first = (...cases: readonly (readonly [boolean, CheckState])[]): CheckState =>
	cases.find(([holds]) => holds)?.[1] ?? 'ok';

type Found = readonly [CheckState, string | null];

/** A day and the time that a base takes. */
const BASE_HOURS = 26;
const NIGHT_AND_HALF = 36;
const DRILL_HOURS = 8 * 24;
const STUCK_S = 600;
const UNKEPT_S = 900;

function backupChecks({
	backupWritable,
	backup
}: ReadinessFacts): Readonly<
	Record<'backup_base' | 'backup_wal' | 'backup_objects' | 'verification' | 'drill', Found>
> {
	const { archives, archivedFor, archiveFails, segmentsBehind, baseHours, notKept, verified, drilled } =
		backup;
	const stuck = (archiveFails || segmentsBehind >= 2) && (archivedFor ?? STUCK_S) >= STUCK_S;
	const base = baseHours ?? backup.portalHours;
	// Where no place is named there is nothing to see.
	const none = backupWritable === null;
	return {
		backup_base: [
			first([none, 'unknown'], [base >= BASE_HOURS, 'bad'], [baseHours === null, 'soon']),
			baseHours === null ? null : String(baseHours)
		],
		backup_wal: [
			first([none, 'unknown'], [!archives || stuck, 'bad'], [archiveFails || archivedFor === null, 'soon']),
			archivedFor === null ? null : String(Math.floor(archivedFor / 60))
		],
		backup_objects: [
			first([none, 'unknown'], [(backup.notKeptFor ?? 0) >= UNKEPT_S, 'bad']),
			none ? null : String(notKept)
		],
		verification: [
			first(
				[verified?.sound === false, 'bad'],
				[verified === null, 'soon'],
				[(verified?.hours ?? 0) >= NIGHT_AND_HALF, 'soon']
			),
			verified === null ? null : String(verified.hours)
		],
		drill: [
			first(
				[drilled?.sound === false, 'bad'],
				[none, 'unknown'],
				[drilled === null, 'soon'],
				[(drilled?.hours ?? 0) >= DRILL_HOURS, 'soon']
			),
			drilled === null ? null : String(Math.floor(drilled.hours / 24))
		]
	};
}

/** Every check, in the order in which they are shown. */
export function readinessOf(facts: ReadinessFacts): Check[] {
	const { year, month, confirmedYears, disk, certificateDays, mailWaits, unsealedFor } = facts;
	const percent = disk === undefined || disk.size === 0n ? 0n : (disk.free * 100n) / disk.size;
	const found: Readonly<Record<CheckKey, Found>> = {
		administrators: [facts.administrators >= 2 ? 'ok' : 'bad', String(facts.administrators)],
		letterhead: [facts.letterheadSeen ? 'ok' : 'soon', ''],
		calendar_this_year: [confirmedYears.has(year) ? 'ok' : 'bad', String(year)],
		// The days off of a year are published in the autumn before.
		calendar_next_year: [
			first([confirmedYears.has(year + 1), 'ok'], [month >= 12, 'bad'], [month >= 10, 'soon']),
			String(year + 1)
		],
		mail_server: [first([!facts.sendsMail, 'bad'], [!facts.letterArrived, 'soon']), ''],
		mail_waiting: [
			first([(mailWaits ?? 0) >= 3600, 'bad'], [(mailWaits ?? 0) >= 600, 'soon']),
			String(Math.floor((mailWaits ?? 0) / 60))
		],
		mail_failed: [facts.mailFailed > 0 ? 'bad' : 'ok', String(facts.mailFailed)],
		files_damaged: [facts.filesDamaged > 0 ? 'bad' : 'ok', String(facts.filesDamaged)],
		papers_stuck: [facts.papersStuck > 0 ? 'bad' : 'ok', String(facts.papersStuck)],
		audit_seals: [
			first([(unsealedFor ?? 0) >= 600, 'bad'], [(unsealedFor ?? 0) >= 60, 'soon']),
			String(unsealedFor ?? 0)
		],
		audit_keys: [first([facts.keysProve, 'ok'], [facts.production, 'bad'], [true, 'soon']), ''],
		audit_checkpoints: [
			first([facts.checkpointHours === null, 'bad'], [(facts.uncoveredFor ?? 0) >= 900, 'bad']),
			facts.checkpointHours === null ? null : String(facts.checkpointHours)
		],
		disk: [
			first(
				[disk === undefined, 'unknown'],
				[percent < 5n || (disk?.free ?? 0n) < GIB, 'bad'],
				[percent < 15n, 'soon']
			),
			`${String((disk?.free ?? 0n) / GIB)} GiB (${String(percent)}%)`
		],
		clock: [
			first([Math.abs(facts.driftMs) >= 5000, 'bad'], [Math.abs(facts.driftMs) >= 1000, 'soon']),
			String(Math.trunc(facts.driftMs / 1000))
		],
		certificate: [
			first(
				[certificateDays === undefined, 'unknown'],
				[certificateDays === null, facts.production ? 'soon' : 'ok'],
				[(certificateDays ?? 0) < 7, 'bad'],
				[(certificateDays ?? 0) < 21, 'soon']
			),
			certificateDays === null ? null : String(certificateDays ?? '')
		],
		backup_place: [
			first([facts.backupWritable === null, 'bad'], [facts.backupWritable === false, 'bad']),
			''
		],
		...backupChecks(facts),
		versions: ['ok', facts.versions]
	};
	return CHECKS.map((key) => ({ key, state: found[key][0], found: found[key][1] }));
}
