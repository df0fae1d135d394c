import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import type { LetterWords } from '#lib/domain/letters/words.ts';
import type { Locale } from './letter.ts';

/** A letter of an act that is tried: in the language of whoever asks, or in Vietnamese where it is official. */
export interface TriedLetter {
	/** With the same key it is the same letter. */
	readonly key: string;
	readonly kind: LetterKey;
	readonly subject: string;
	/** Paragraphs and facts, without greeting and foot. */
	readonly text: string;
	/** Addresses. */
	readonly to: readonly string[];
}

/** The first of the letters of one kind that an act would send. */
export interface PreviewedLetter {
	readonly subject: string;
	readonly text: string;
	/** How many of this kind: each has its own facts. */
	readonly letters: number;
	readonly people: number;
}

export type AmendedWords = Readonly<Record<Locale, LetterWords>>;

/** A version of a letter's words; `words` is null where it went back to the portal's own. */
export interface WordsVersion {
	readonly letter: LetterKey;
	readonly version: number;
	readonly words: AmendedWords | null;
}

export interface KeptVersion extends WordsVersion {
	readonly at: Date;
	/** Name of the administrator. */
	readonly by: string;
}

export interface LettersRepository {
	/** The version in force; undefined where the letter was never amended. */
	inForce(letter: LetterKey): Promise<WordsVersion | undefined>;
	/** The version in force of every letter that was ever amended. */
	allInForce(): Promise<readonly KeptVersion[]>;
	/** Newest first. */
	history(
		letter: LetterKey,
		page: { readonly page: number; readonly size: number }
	): Promise<{ readonly rows: readonly KeptVersion[]; readonly total: number }>;
	/** Raises where a version of this number is there, or the one before it is not. */
	add(version: WordsVersion & { readonly id: string; readonly by: string }): Promise<void>;
}
