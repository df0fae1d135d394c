/** The letters of the portal, as an administrator finds and reads them. */
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import { letterheadToday } from '../cases/office/letterhead-today.ts';
import { isLetterKey, LETTER_KEYS, letterKind } from '#lib/domain/letters/kinds.ts';
import type { LetterArea, LetterKey } from '#lib/domain/letters/kinds.ts';
import { problemsOf } from '#lib/domain/letters/words.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { fold } from '#lib/domain/shared/vietnamese-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AmendedWords, KeptVersion } from './letter-ports.ts';
import type { Letter } from './letter.ts';
import { OWN_LETTERS } from './letters/all.ts';
import { SAMPLE_LETTERS, SAMPLE_READER } from './letters/samples.ts';
import { inWords, ownWordsOf, variablesIn } from './own-words.ts';
import { addressOf, framed } from './tell.ts';

export const LETTERS_PAGE_SIZE = 20;
const VERSIONS_PAGE_SIZE = 10;

/** A letter with its particulars in the reader's language. */
export interface LetterRow {
	readonly key: LetterKey;
	/** In force, in the reader's language. */
	readonly subject: string;
	readonly when: string;
	readonly to: string;
	readonly area: string;
	readonly mandatory: boolean;
	readonly official: boolean;
	/** Version of the amended words that are in force; null: the portal's own. */
	readonly amended: number | null;
}

export function ownWords(key: LetterKey): AmendedWords {
	const own = OWN_LETTERS[key];
	return { vi: ownWordsOf(own, 'vi'), en: ownWordsOf(own, 'en') };
}

/** Every problem of words in both languages, at the fields of the form: `subjectVi`, `bodyEn`. */
export function problemsIn(key: LetterKey, words: AmendedWords): readonly Refusal[] {
	const variables = variablesIn(OWN_LETTERS[key]);
	const at = { vi: 'Vi', en: 'En' } as const;
	return (['vi', 'en'] as const).flatMap((locale) =>
		problemsOf(words[locale], variables).map((problem) => ({
			...problem,
			field: `${problem.field ?? 'body'}${at[locale]}`
		}))
	);
}

function rowOf(
	ctx: Context,
	key: LetterKey,
	version: Pick<KeptVersion, 'version' | 'words'> | undefined
): LetterRow {
	const { locale } = ctx;
	const { area, to, group, official } = letterKind(key);
	return {
		key,
		subject: (version?.words ?? ownWords(key))[locale].subject,
		when: m.letters_when({ letter: key }, { locale }),
		to: m.letters_to({ to }, { locale }),
		area: m.letters_area({ area }, { locale }),
		mandatory: group === undefined,
		official: official === true,
		amended: version?.words ? version.version : null
	};
}

/** In the order of their areas. Refuses `not_found`. */
export async function listLetters(
	ctx: Context,
	question: { readonly search: string; readonly area: LetterArea | ''; readonly page: number }
): Promise<Result<{ readonly rows: readonly LetterRow[]; readonly total: number }>> {
	return ask(ctx, 'letters.amend', {}, async (read) => {
		const versions = new Map((await read.letters.allInForce()).map((version) => [version.letter, version]));
		const words = fold(question.search).split(' ');
		const found = LETTER_KEYS.filter((key) => question.area === '' || letterKind(key).area === question.area)
			.map((key) => rowOf(ctx, key, versions.get(key)))
			.filter(({ subject, when, to }) => {
				const text = fold(`${subject} ${when} ${to}`);
				return words.every((word) => text.includes(word));
			});
		const from = (question.page - 1) * LETTERS_PAGE_SIZE;
		return ok({ rows: found.slice(from, from + LETTERS_PAGE_SIZE), total: found.length });
	});
}

export interface LetterVariable {
	readonly name: string;
	readonly means: string;
	readonly example: string;
	readonly needed: boolean;
}

export interface LetterView {
	readonly letter: LetterRow;
	/** Of the version in force; 0 where the letter was never amended. */
	readonly version: number;
	readonly words: AmendedWords;
	readonly variables: readonly LetterVariable[];
	/** Newest first. */
	readonly history: { readonly rows: readonly KeptVersion[]; readonly total: number; readonly size: number };
	readonly preview: LetterPreview;
}

export type LetterPreview = Readonly<Record<'vi' | 'en', Letter>>;

/** A letter as its readers would see it, about people and dossiers that do not exist. */
function previewOf(ctx: Context, key: LetterKey, words: AmendedWords, from: Letterhead): LetterPreview {
	const write = (locale: 'vi' | 'en'): Letter => {
		const sample = SAMPLE_LETTERS[key](locale, (path) => addressOf(ctx, path, locale));
		return ctx.app.frame(framed(ctx, inWords(sample, words[locale]), { name: SAMPLE_READER, locale }, from));
	};
	return { vi: write('vi'), en: write('en') };
}

function variablesFor(ctx: Context, key: LetterKey): readonly LetterVariable[] {
	const { locale } = ctx;
	const own = OWN_LETTERS[key];
	const { needed } = variablesIn(own);
	const { values } = SAMPLE_LETTERS[key](locale, (path) => addressOf(ctx, path, locale));
	return own.names.map((name) => ({
		name,
		means: m.letters_variable_name({ name }, { locale }),
		example: values[name] ?? '',
		needed: needed.includes(name)
	}));
}

/** Refuses `not_found`. `page`: of its versions. */
export async function readLetter(
	ctx: Context,
	question: { readonly key: string; readonly page: number }
): Promise<Result<LetterView>> {
	return ask(ctx, 'letters.amend', {}, async (read) => {
		const { key, page } = question;
		if (!isLetterKey(key)) return refuse('not_found');
		const inForce = await read.letters.inForce(key);
		const history = await read.letters.history(key, { page, size: VERSIONS_PAGE_SIZE });
		const words = inForce?.words ?? ownWords(key);
		return ok({
			letter: rowOf(ctx, key, inForce),
			version: inForce?.version ?? 0,
			words,
			variables: variablesFor(ctx, key),
			history: { ...history, size: VERSIONS_PAGE_SIZE },
			preview: previewOf(ctx, key, words, await letterheadToday(read))
		});
	});
}

/**
 * The letter in words that are not saved, with what saving them would be refused for, at the fields of the form.
 * Refuses `not_found`.
 */
export async function previewLetter(
	ctx: Context,
	question: { readonly key: string; readonly words: AmendedWords }
): Promise<Result<{ readonly preview: LetterPreview; readonly problems: readonly Refusal[] }>> {
	return ask(ctx, 'letters.amend', {}, async (read) => {
		const { key, words } = question;
		if (!isLetterKey(key)) return refuse('not_found');
		const preview = previewOf(ctx, key, words, await letterheadToday(read));
		return ok({ preview, problems: problemsIn(key, words) });
	});
}
