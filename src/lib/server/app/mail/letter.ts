import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import type { LetterValues } from '#lib/domain/letters/words.ts';

export type Locale = 'vi' | 'en';

/** Who gets a letter: an address, the name that it greets, and the language of the account. */
export interface Reader {
	readonly email: string;
	/** '' for nobody by name. */
	readonly name: string;
	readonly locale: Locale;
}

/** A reader whose own part in the matter is asked about. */
export interface PersonReader extends Reader {
	readonly personId: string;
}

/** The words of a message, in both of its forms. */
export interface Letter {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

/** What can be said in other words. */
export interface Said {
	readonly subject: string;
	readonly paragraphs: readonly string[];
}

/** A letter as the portal has it: its words, from a text for each of its variables. */
export interface OwnLetter<Name extends string> {
	readonly key: LetterKey;
	readonly names: readonly Name[];
	words(values: Readonly<Record<Name, string>>, options: { readonly locale: Locale }): Said;
}

/** What a letter says in a language; every text is plain, whoever typed it. */
export interface LetterParts extends Said {
	readonly key: LetterKey;
	readonly values: LetterValues;
	/** Label and value, a line each. */
	readonly facts?: readonly (readonly [label: string, value: string])[];
	/** The one thing to do. `path` is of this portal, without the language. */
	readonly action?: { readonly label: string; readonly path: string };
	/** After the action, in small: how long a link holds, what to do when it was not you. */
	readonly notes?: readonly string[];
	/** Whom it greets where that is not the reader's name; '' greets nobody by name. */
	readonly greets?: string;
}

/** A letter before its language is chosen. `addressOf` gives the address of a page of the portal in that language. */
export type Words = (locale: Locale, addressOf: (path: string) => string) => LetterParts;

/** The parts in the portal's one frame: greeting, button, sender, and that nobody answers. */
export interface FramedLetter extends Omit<LetterParts, 'action' | 'greets' | 'key' | 'values'> {
	readonly locale: Locale;
	/** '' for nobody by name. */
	readonly name: string;
	/** Who writes, in that language. */
	readonly office: string;
	readonly action?: { readonly label: string; readonly url: string };
}
