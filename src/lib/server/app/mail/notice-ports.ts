import type { Delivery, LetterChoices } from '#lib/domain/letters/delivery.ts';
import type { LetterGroup, LetterKey } from '#lib/domain/letters/kinds.ts';
import type { Locale } from './letter.ts';

/** A reader with an account, and how it wants letters of a group. */
export interface NoticeReader {
	readonly accountId: string;
	readonly email: string;
	readonly delivery: Delivery;
}

/** '' where the letter is official and in Vietnamese alone. */
export type NoticeWords = Readonly<Record<Locale, { readonly subject: string; readonly text: string }>>;

export interface NoticeRow {
	readonly id: string;
	readonly words: NoticeWords;
	/** Of this portal, without the language; '' where there is nothing to open. */
	readonly path: string;
	readonly at: Date;
	readonly readAt: Date | null;
}

export interface NoticesRepository {
	/** Those of the addresses that have an account. Without a group everything is at once. */
	readers(emails: readonly string[], group: LetterGroup | undefined): Promise<readonly NoticeReader[]>;
	/** The same key twice is the same notice of an account. */
	add(
		notice: {
			readonly key: string;
			readonly letter: LetterKey;
			readonly words: NoticeWords;
			readonly path: string;
		},
		to: readonly (NoticeReader & { readonly id: string })[]
	): Promise<void>;
	/** Newest first. */
	list(
		accountId: string,
		question: {
			readonly search: string;
			readonly unread: boolean;
			readonly page: number;
			readonly size: number;
		}
	): Promise<{ readonly rows: readonly NoticeRow[]; readonly total: number }>;
	/** One, or every one, that is not read yet; how many. */
	markRead(accountId: string, id: string | undefined): Promise<number>;
	choices(accountId: string): Promise<LetterChoices>;
	choose(accountId: string, choices: LetterChoices): Promise<void>;
	/** Locks an account that has something for the digest from before that moment, and that nobody else has locked. */
	nextForDigest(
		before: Date
	): Promise<
		| { readonly accountId: string; readonly email: string; readonly name: string; readonly locale: Locale }
		| undefined
	>;
	/** What the account was told before that moment and no digest has told yet, oldest first; now this one does. */
	takeForDigest(accountId: string, before: Date): Promise<readonly NoticeRow[]>;
}
