import type { EntryKind, FundBalance, FundYear, JournalEntry } from '#lib/domain/funds/ledger.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

export interface FundSourceRow {
	readonly id: string;
	readonly code: string;
	readonly name: Localized;
}

/** A source in one budget year: what it was given and what is promised, đồng. */
export interface FundYearRow extends FundSourceRow, FundBalance {
	readonly year: number;
}

/** An entry as the journal lists it. */
export interface JournalRow {
	readonly id: string;
	readonly kind: EntryKind;
	readonly at: Date;
	readonly byName: string;
	readonly year: number;
	/** đồng: positive when it raises what is allocated or committed, negative when it undoes that. */
	readonly amount: bigint;
	/** Which of the two running figures it moves. */
	readonly account: 'allocation' | 'committed';
	readonly applicationId: string | null;
	readonly applicationCode: string | null;
	readonly note: string;
	/** The entry that it undoes. */
	readonly reverses: string | null;
	/** The entry that undoes it. */
	readonly reversedBy: string | null;
}

/** An entry with its identity, as it lies in the journal. */
export interface StoredEntry {
	readonly id: string;
	readonly entry: JournalEntry;
	readonly fund: FundYear;
	readonly reversed: boolean;
}

export interface FundsRepository {
	/** Every source with each of its years; a source without money has the row of the asked year with zeros. */
	list(year: number): Promise<readonly FundYearRow[]>;
	find(id: string): Promise<FundSourceRow | undefined>;
	years(sourceId: string): Promise<readonly (FundBalance & { readonly year: number })[]>;
	/** False when the code is taken. */
	create(source: FundSourceRow): Promise<boolean>;
	/** The balance of a source in a year, under its row lock until the transaction ends. */
	lockBalance(fund: FundYear): Promise<FundBalance>;
	/** The balance without a lock, for showing; zeros when nothing was ever entered. */
	balance(fund: FundYear): Promise<FundBalance>;
	/** Writes the entry with its postings; false when its idempotency key was used before. */
	post(
		entry: JournalEntry,
		written: { readonly id: string; readonly by: string; readonly note: string }
	): Promise<boolean>;
	findEntry(id: string): Promise<StoredEntry | undefined>;
	findEntryByKey(idempotencyKey: string): Promise<StoredEntry | undefined>;
	journal(filter: {
		readonly sourceId: string;
		readonly year?: number;
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly JournalRow[]; readonly total: number }>;
}
