import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import { bodyOf, fill, paragraphsOf, variablesOf } from '#lib/domain/letters/words.ts';
import type { LetterVariables, LetterWords } from '#lib/domain/letters/words.ts';
import type { LetterParts, Locale, OwnLetter, Said } from './letter.ts';

/** A letter with the names of its variables. */
export function ownLetter<const Name extends string>(
	key: LetterKey,
	names: readonly Name[],
	words: OwnLetter<Name>['words']
): OwnLetter<Name> {
	return { key, names, words };
}

/** The letter in the portal's own words, with the values that other words of it would be filled with. */
export function said<Name extends string>(
	own: OwnLetter<Name>,
	values: Readonly<Record<Name, string>>,
	locale: Locale
): Pick<LetterParts, 'key' | 'values' | keyof Said> {
	return { key: own.key, values, ...own.words(values, { locale }) };
}

/** The letter in other words than its own, where there are any. */
export function inWords(parts: LetterParts, words: LetterWords | undefined): LetterParts {
	if (words === undefined) return parts;
	const { values } = parts;
	return { ...parts, subject: fill(words.subject, values), paragraphs: paragraphsOf(words.body, values) };
}

/** The portal's own words as an administrator amends them: every variable by its name. */
export function ownWordsOf({ names, words }: OwnLetter<string>, locale: Locale): LetterWords {
	const { subject, paragraphs } = words(Object.fromEntries(names.map((name) => [name, `{${name}}`])), {
		locale
	});
	return { subject, body: bodyOf(paragraphs) };
}

export function variablesIn(own: OwnLetter<string>): LetterVariables {
	const { subject, body } = ownWordsOf(own, 'vi');
	const said = new Set([...variablesOf(subject), ...variablesOf(body)]);
	return { known: own.names, needed: own.names.filter((name) => said.has(name)) };
}
