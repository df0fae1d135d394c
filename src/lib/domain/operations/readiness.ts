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
	'versions'
] as const;
export type CheckKey = (typeof CHECKS)[number];

export interface Check {
	readonly key: CheckKey;
	readonly state: CheckState;
	/** What was found, for the sentence that says it; null: there is nothing to find it of. */
	readonly found: string | null;
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
	readonly disk: { readonly free: bigint; readonly size: bigint } | undefined;
	/** Of this machine against the database, ms. */
	readonly driftMs: number;
	/** Days that the certificate of the address still holds; null: the address is not https; undefined: not seen. */
	readonly certificateDays: number | null | undefined;
	/** null: no place is named. */
	readonly backupWritable: boolean | null;
	readonly versions: string;
}

const GIB = 1024n ** 3n;

/** The first that holds. */
const first = (...cases: readonly (readonly [boolean, CheckState])[]): CheckState =>
	cases.find(([holds]) => holds)?.[1] ?? 'ok';

/** Every check, in the order in which they are shown. */
export function readinessOf(facts: ReadinessFacts): Check[] {
	const { year, month, confirmedYears, disk, certificateDays, mailWaits, unsealedFor } = facts;
	const percent = disk === undefined || disk.size === 0n ? 0n : (disk.free * 100n) / disk.size;
	const found: Readonly<Record<CheckKey, readonly [CheckState, string | null]>> = {
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
			first([facts.checkpointHours === null, 'bad'], [(facts.checkpointHours ?? 0) >= 26, 'bad']),
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
		versions: ['ok', facts.versions]
	};
	return CHECKS.map((key) => ({ key, state: found[key][0], found: found[key][1] }));
}
