/** Words of a letter with named variables, `{code}`: what they may say, and what they come to with values. */
import { because } from '../shared/result.ts';
import type { Refusal } from '../shared/result.ts';

export interface LetterWords {
	/** One line. */
	readonly subject: string;
	/** Paragraphs, an empty line between two. */
	readonly body: string;
}

/** Most characters, as a person counts them. */
export const LETTER_LENGTHS = { subject: 150, body: 4_000 } as const;

/** Text for every variable, by name. */
export type LetterValues = Readonly<Record<string, string>>;

const VARIABLE = /\{([a-z][A-Za-z0-9]*)\}/g;

/** Names of the variables of a text, each once, in the order of the text. */
export function variablesOf(text: string): readonly string[] {
	return [...new Set(Array.from(text.matchAll(VARIABLE), ([, name = '']) => name))];
}

/** The text with values in place of variables. A value is text: braces in it name nothing. */
export function fill(text: string, values: LetterValues): string {
	return text.replace(VARIABLE, (whole, name: string) =>
		Object.hasOwn(values, name) ? (values[name] ?? whole) : whole
	);
}

/** Paragraphs of a body, filled one by one: an empty line within a value makes no paragraph. */
export function paragraphsOf(body: string, values: LetterValues): readonly string[] {
	return body
		.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
		.map((paragraph) => fill(paragraph.trim(), values))
		.filter((paragraph) => paragraph !== '');
}

/** The body whose paragraphs these are. */
export function bodyOf(paragraphs: readonly string[]): string {
	return paragraphs.join('\n\n');
}

export interface LetterVariables {
	/** Those that have a value in this letter. */
	readonly known: readonly string[];
	/** Those of the portal's own words: a letter that leaves one out does not say what it is about. */
	readonly needed: readonly string[];
}

const braced = (name: string): string => `{${name}}`;

function unknownIn(field: string, text: string, known: readonly string[]): Refusal[] {
	const unknown = variablesOf(text).filter((name) => !known.includes(name));
	if (unknown.length > 0)
		return [because('letter_variable_unknown', { field, params: { names: unknown.map(braced).join(', ') } })];
	return /[{}]/.test(text.replace(VARIABLE, ''))
		? [because('letter_brace_stray', { field, params: { example: braced(known[0] ?? 'code') } })]
		: [];
}

/** Every problem of the words, at its field: `subject` or `body`. */
export function problemsOf({ subject, body }: LetterWords, { known, needed }: LetterVariables): Refusal[] {
	const said = [...variablesOf(subject), ...variablesOf(body)];
	const missing = needed.filter((name) => !said.includes(name));
	const own = [
		...(subject === '' ? [because('letter_subject_missing', { field: 'subject' })] : []),
		...unknownIn('subject', subject, known),
		...(body === '' ? [because('letter_body_missing', { field: 'body' })] : unknownIn('body', body, known))
	];
	if (missing.length === 0 || own.some(({ field }) => field === 'body')) return own;
	const names = missing.map(braced).join(', ');
	return [...own, because('letter_variable_missing', { field: 'body', params: { names } })];
}
