import { describe, expect, it } from 'vitest';
import { LETTER_KEYS } from '#lib/domain/letters/kinds.ts';
import { problemsOf } from '#lib/domain/letters/words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { OWN_LETTERS } from '#lib/server/app/mail/letters/all.ts';
import { SAMPLE_LETTERS } from '#lib/server/app/mail/letters/samples.ts';
import { inWords, ownWordsOf, variablesIn } from '#lib/server/app/mail/own-words.ts';

const cases = LETTER_KEYS.flatMap((key) => (['vi', 'en'] as const).map((locale) => [key, locale] as const));

describe.each(cases)('%s in %s', (key, locale) => {
	const own = OWN_LETTERS[key];
	const sample = SAMPLE_LETTERS[key](locale, (path) => `https://chuan.test${path}`);

	it('is the letter of its name, with a value for each of its variables', () => {
		expect(own.key).toBe(key);
		expect(sample.key).toBe(key);
		expect(Object.keys(sample.values).sort()).toEqual([...own.names].sort());
		expect(Object.values(sample.values).filter((value) => value === '')).toEqual([]);
	});

	it('says the same in its own words as in those that are amended from them', () => {
		const words = ownWordsOf(own, locale);
		expect(problemsOf(words, variablesIn(own))).toEqual([]);
		expect(inWords(sample, words)).toEqual(sample);
	});

	it('is told with words for its occasion and its variables', () => {
		expect(m.letters_when({ letter: key }, { locale })).not.toBe('–');
		for (const name of own.names) expect(m.letters_variable_name({ name }, { locale }), name).not.toBe('–');
	});
});
