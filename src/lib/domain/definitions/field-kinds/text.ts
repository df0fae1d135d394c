import { ok, refuse } from '#lib/domain/shared/result.ts';
import { cleanText, collapse, graphemeLength, wordCount } from '#lib/domain/shared/vietnamese-text.ts';
import type { LongTextField, ShortTextField } from '../field-definition.ts';
import { asText } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

/** UTF-16 units. A draft may be over its limit, so that nothing pasted is lost, but not without end. */
export const LONGEST_DRAFT_TEXT = 100_000;

/** Refusals: `answer_wrong_type`, `text_too_long` {max, length}. */
export const shortText: FieldKind<ShortTextField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		// Measured first by units: counting characters of a megabyte is work for nobody.
		if (text.value.length > LONGEST_DRAFT_TEXT) return tooLong(field.maxCharacters, text.value.length, path);
		const clean = collapse(cleanText(text.value));
		if (clean === '') return ok(null);
		const length = graphemeLength(clean);
		return length > field.maxCharacters ? tooLong(field.maxCharacters, length, path) : ok(clean);
	},
	problems: () => [],
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

function over(code: string, limit: number, length: number, path: string) {
	return { code, field: path, params: { limit: String(limit), length: String(length) } };
}

function tooLong(limit: number, length: number, path: string) {
	return refuse('text_too_long', { field: path, params: { max: String(limit), length: String(length) } });
}
