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

/** What came of one run. */
export type UpkeepReport =
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

export interface UpkeepRepository {
	/** Keeps a report; it ends now. */
	record(report: UpkeepReport & { readonly sound: boolean; readonly beganAt: Date }): Promise<void>;
	last(kind: UpkeepReport['kind']): Promise<RecordedReport | undefined>;
	/** The checks that one statement each makes in the database. */
	violations(): Promise<Verification>;
}
