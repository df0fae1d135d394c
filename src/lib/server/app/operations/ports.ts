/** What the database knows of the running of the portal. Durations in seconds; null: nothing waits. */
export interface RunningFacts {
	readonly now: Date;
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
