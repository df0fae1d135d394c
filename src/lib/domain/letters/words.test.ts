import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, fill, paragraphsOf, problemsOf, variablesOf } from './words.ts';

const variables = { known: ['code', 'call', 'deadline'], needed: ['code', 'call'] };
const good = { subject: 'Hồ sơ {code}', body: 'Đợt “{call}”.\n\nHạn {deadline}.' };
const codes = (words: typeof good): string[] =>
	problemsOf(words, variables).map(({ code, field }) => `${field ?? ''} ${code}`);

describe('words of a letter', () => {
	it('name their variables, in subject and body together', () => {
		expect(problemsOf(good, variables)).toEqual([]);
		expect(problemsOf({ subject: 'Thông báo', body: '{code} {call}' }, variables)).toEqual([]);
		expect(variablesOf('{code} và {code}, {call}')).toEqual(['code', 'call']);
	});

	it.each([
		[
			'no subject',
			{ ...good, subject: '' },
			['subject letter_subject_missing', 'body letter_variable_missing']
		],
		['no body', { ...good, body: '' }, ['body letter_body_missing']],
		['a variable of no meaning', { ...good, subject: '{code} {kode}' }, ['subject letter_variable_unknown']],
		['one of every object', { ...good, body: '{call} {constructor}' }, ['body letter_variable_unknown']],
		['braces of nothing', { ...good, body: '{call} {}' }, ['body letter_brace_stray']],
		['a brace that opens', { ...good, subject: '{code} {' }, ['subject letter_brace_stray']],
		['doubled braces', { ...good, body: '{{call}}' }, ['body letter_brace_stray']],
		['a variable left out', { ...good, body: 'Đợt này.' }, ['body letter_variable_missing']]
	])('are refused with %s', (_name, words, expected) => {
		expect(codes(words)).toEqual(expected);
	});

	it('say which variables are unknown and which are missing', () => {
		expect(problemsOf({ subject: '{a}', body: '{code}' }, variables)).toEqual([
			{ code: 'letter_variable_unknown', field: 'subject', params: { names: '{a}' } },
			{ code: 'letter_variable_missing', field: 'body', params: { names: '{call}' } }
		]);
	});

	it('take values as text: braces and empty lines in them mean nothing', () => {
		const values = { code: '{call}', call: 'a\n\nb' };
		expect(fill('{code}', values)).toBe('{call}');
		expect(paragraphsOf('{code}\n \n\n{call}\nx', values)).toEqual(['{call}', 'a\n\nb\nx']);
		expect(fill('{toString}', values)).toBe('{toString}');
	});

	it('are the paragraphs that they were made of', () => {
		const paragraph = fc.string({ minLength: 1 }).map((text) => text.replace(/[\s{}]/g, 'x'));
		fc.assert(
			fc.property(fc.array(paragraph), (paragraphs) => {
				expect(paragraphsOf(bodyOf(paragraphs), {})).toEqual(paragraphs);
			})
		);
	});
});
