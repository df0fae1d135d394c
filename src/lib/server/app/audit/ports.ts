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
}

export type AuditFinding =
	| { readonly kind: 'altered'; readonly entryId: string }
	| { readonly kind: 'missing'; readonly entryId: string; readonly position: bigint }
	| { readonly kind: 'reordered'; readonly position: bigint }
	| { readonly kind: 'unsealed'; readonly entryId: string }
	| { readonly kind: 'detail_altered'; readonly entryId: string };

export interface AuditVerification {
	readonly sealed: bigint;
	readonly findings: readonly AuditFinding[];
}

export interface AuditRepository {
	/** Appends one entry with its own digest; values go to the detail table by a salted digest. */
	append(line: AuditLine, detail: { readonly before?: unknown; readonly after?: unknown }): Promise<void>;
	/** A filter by person or object does not find what tells of a sealed dossier: it would say who applies. */
	list(filter: {
		readonly actorId?: string;
		readonly objectId?: string;
		readonly action?: string;
		readonly outcome?: 'done' | 'refused';
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number }>;
	/** Names of all verbs that the trail holds, in order. */
	actions(): Promise<readonly string[]>;
	/**
	 * Gives position and previous hash to entries below `pg_snapshot_xmin`, under an advisory lock;
	 * returns how many. Nothing to do, or another sealer at work: 0.
	 */
	seal(limit: number): Promise<number>;
	/** Checks every entry, detail and seal. Entries younger than `graceSeconds` may still be unsealed. */
	verify(graceSeconds: number): Promise<AuditVerification>;
}
