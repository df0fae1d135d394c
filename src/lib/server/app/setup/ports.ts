/** What of a set-up no table shows by itself. */
export const SET_UP_STEPS = [
	'letterhead',
	'letter_sent',
	'letter_answered',
	'address',
	'backup_place',
	'audit_place'
] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

export interface SetUpRow {
	readonly id: string;
	readonly step: SetUpStep;
	/** Says with which settings: under others the step is to be done again. */
	readonly mark: string;
	/** Of the code in the trial letter, SHA-256; '' of every other step. */
	readonly codeHash: string;
	readonly at: Date;
}

export interface SetUpRepository {
	/** The last row of each step. */
	steps(): Promise<readonly SetUpRow[]>;
	add(row: {
		readonly id: string;
		readonly step: SetUpStep;
		readonly mark: string;
		readonly codeHash: string;
	}): Promise<void>;
	/** Whether the database holds a demonstration: accounts that say so, or a clock that was moved. */
	isDemonstration(): Promise<boolean>;
}
