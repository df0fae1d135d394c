import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { cleanText, collapse, graphemeLength, wordCount } from '#lib/domain/shared/vietnamese-text.ts';
import { isSectorCode, parseEmail, parsePhone } from '#lib/domain/shared/identity-numbers.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { LongTextField, ShortTextField, TextFormat } from '../field-definition.ts';
import { asText } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

/** UTF-16 units. A draft may be over its limit, so that nothing pasted is lost, but not without end. */
export const LONGEST_DRAFT_TEXT = 100_000;

const READ: Readonly<Record<TextFormat, (text: string, path: string) => Result<string>>> = {
	// Kept as typed: its groups are how an office writes and dials it.
	phone(text, path) {
		const read = parsePhone(text, path);
		return read.ok ? ok(text) : read;
	},
	email: parseEmail,
	sector_code: (text, path) => (isSectorCode(text) ? ok(text) : refuse('sector_code_shape', { field: path }))
};

/**
 * Refusals: `answer_wrong_type`, `text_too_long` {max, length}, those of `parsePhone` and `parseEmail`,
 * `sector_code_shape`. Problems: the same of a format that was not there when the answer was kept.
 */
export const shortText: FieldKind<ShortTextField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		// Measured first by units: counting characters of a megabyte is work for nobody.
		if (text.value.length > LONGEST_DRAFT_TEXT) return tooLong(field.maxCharacters, text.value.length, path);
		const clean = collapse(cleanText(text.value));
		if (clean === '') return ok(null);
		const length = graphemeLength(clean);
		if (length > field.maxCharacters) return tooLong(field.maxCharacters, length, path);
		return field.format === undefined ? ok(clean) : READ[field.format](clean, path);
	},
	// An answer that was kept before its field had a format is held to it when the dossier is submitted.
	problems(value, field, path) {
		const read = field.format === undefined ? ok(value) : READ[field.format](value, path);
		return read.ok ? [] : [read.refusal];
	},
	isEmpty: (value) => value === '',
	toExpression: (value) => value
};

/** Refusals: `answer_wrong_type`, `text_too_long` {max, length}. Problems: `text_too_long`, `text_too_many_words` {limit, length}. */
export const longText: FieldKind<LongTextField, string> = {
	parse(raw, _field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.length > LONGEST_DRAFT_TEXT) return tooLong(LONGEST_DRAFT_TEXT, text.value.length, path);
		const clean = cleanText(text.value);
		return ok(clean === '' ? null : clean);
	},
	problems(value, field, path) {
		const characters = field.maxCharacters === undefined ? 0 : graphemeLength(value);
		const words = field.maxWords === undefined ? 0 : wordCount(value);
		return [
			...(field.maxCharacters !== undefined && characters > field.maxCharacters
				? [over('text_too_long', field.maxCharacters, characters, path)]
				: []),
			...(field.maxWords !== undefined && words > field.maxWords
				? [over('text_too_many_words', field.maxWords, words, path)]
				: [])
		];
	},
	isEmpty: (value) => value === '',
	toExpression: (value) => value
};

function over(code: RefusalCode, limit: number, length: number, path: string): Refusal {
	return { code, field: path, params: { limit: String(limit), length: String(length) } };
}

function tooLong(limit: number, length: number, path: string) {
	return refuse('text_too_long', { field: path, params: { max: String(limit), length: String(length) } });
}
