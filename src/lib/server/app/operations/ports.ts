import type { AlarmKind } from '#lib/domain/operations/alarms.ts';
import type { BackupFacts } from '#lib/domain/operations/readiness.ts';

/** What the database knows of the running of the portal. Durations in seconds; null: nothing waits. */
export interface RunningFacts {
	readonly now: Date;
	/** Of the machine of the database, whatever the portal takes for now. */
	readonly machineNow: Date;
	readonly server: string;
	readonly administrators: number;
	readonly mailQueued: number;
	readonly mailWaits: number | null;
	readonly mailFailed: number;
	readonly filesDamaged: number;
	readonly papersWaiting: number;
	readonly papersStuck: number;
	readonly unsealed: number;
	readonly unsealedFor: number | null;
	readonly connections: number;
}

export interface OperationsRepository {
	running(): Promise<RunningFacts>;
	/** `place`: label of the backup place, where it can be reached. */
	backup(place: string | undefined): Promise<BackupFacts>;
	/** Those that are not over, and those of before, the latest first. */
	alarms(limit: number): Promise<readonly RecordedAlarm[]>;
	/** Its moment; undefined: it was raised already. */
	raiseAlarm(alarm: Pick<RecordedAlarm, 'id' | 'kind'>): Promise<Date | undefined>;
	/** The one that is over now; undefined: there was none. */
	endAlarm(kind: AlarmKind): Promise<(RecordedAlarm & { readonly endedAt: Date }) | undefined>;
}

export interface RecordedAlarm {
	readonly id: string;
	readonly kind: AlarmKind;
	readonly since: Date;
	/** Null: it lasts. */
	readonly endedAt: Date | null;
}

/** The machine that the portal runs on, and what stands before it. Nothing here throws. */
export interface Machine {
	now(): Date;
	/** Of the folder of data; undefined where it cannot be asked. */
	disk(): Promise<{ readonly free: bigint; readonly size: bigint } | undefined>;
	/** Days that the certificate of the address still holds; null: no https; undefined: not seen. */
	certificateDays(): Promise<number | null | undefined>;
	/** null: no place for backups is named. */
	backupWritable(): Promise<boolean | null>;
	/** Release and runtime. */
	readonly versions: string;
	/** Bytes that this process holds. */
	memory(): number;
}
