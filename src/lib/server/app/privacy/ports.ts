import type { DataOutcome, DataRequestKind, PrivacyTerm } from '#lib/domain/privacy/data-requests.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';

export interface DataRequestRow {
	readonly id: string;
	readonly personId: string;
	readonly person: string;
	readonly kind: DataRequestKind;
	readonly words: string;
	readonly askedAt: Date;
	readonly dueAt: Date;
	readonly answeredAt: Date | null;
	/** Name of who answered. */
	readonly answeredBy: string | null;
	readonly outcome: DataOutcome | null;
	readonly answer: string;
}

export interface DataBreachRow {
	readonly id: string;
	readonly foundAt: Date;
	readonly recordedAt: Date;
	readonly recordedBy: string;
	readonly what: string;
	/** How many it concerns; null: not known. */
	readonly people: number | null;
	readonly measures: string;
	readonly dueAt: Date;
	readonly reportedAt: Date | null;
	readonly reportNumber: string;
	readonly reportDay: CalendarDate | null;
}

/** One kind of thing that is kept about a person, as columns and rows of text. */
export interface OwnDataPart {
	readonly part: string;
	readonly rows: readonly Readonly<Record<string, unknown>>[];
	/** How many there are, where not all are given. */
	readonly total: number;
}

export interface PrivacyRepository {
	/** In force today. */
	term(): Promise<PrivacyTerm>;
	/** Held until the end of the transaction, so that two of one person are counted one after the other. */
	holdPerson(personId: string): Promise<void>;
	/** Of a person, newest first. */
	ofPerson(personId: string): Promise<readonly DataRequestRow[]>;
	addRequest(
		row: Pick<DataRequestRow, 'id' | 'personId' | 'kind' | 'words' | 'askedAt' | 'dueAt'>
	): Promise<void>;
	/** Those that wait first, the earliest due at the head; then what was answered, newest first. */
	requests(page: {
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly DataRequestRow[]; readonly total: number }>;
	request(id: string): Promise<DataRequestRow | undefined>;
	/** False where it was answered meanwhile. */
	answer(
		id: string,
		by: string,
		answer: { readonly outcome: DataOutcome; readonly answer: string }
	): Promise<boolean>;
	addBreach(
		row: Pick<DataBreachRow, 'id' | 'foundAt' | 'what' | 'people' | 'measures' | 'dueAt'>,
		by: string
	): Promise<void>;
	/** Those that are not reported first; then the newest. */
	breaches(page: {
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly DataBreachRow[]; readonly total: number }>;
	breach(id: string): Promise<DataBreachRow | undefined>;
	/** False where it was reported meanwhile. */
	report(
		id: string,
		by: string,
		report: { readonly number: string; readonly day: CalendarDate }
	): Promise<boolean>;
	/** Everything that names this person, secrets and other people apart. */
	keptOf(who: {
		readonly personId: string;
		readonly accountId: string;
		readonly email: string;
	}): Promise<readonly OwnDataPart[]>;
}
