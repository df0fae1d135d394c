import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from '../support/source-files.ts';

const AREAS = readdirSync(path.join(root, 'messages/vi'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace('.json', ''));

type Messages = Readonly<Record<string, string>>;

/** A message is a sentence, or a choice of sentences by number: then all of them in a row. */
function sentences(message: unknown): string {
	if (typeof message === 'string') return message;
	return (message as { match: Record<string, string> }[])
		.flatMap(({ match }) => Object.values(match))
		.join(' ');
}

function read(language: 'vi' | 'en', area: string): Messages {
	const { $schema, ...messages } = JSON.parse(textOf(`messages/${language}/${area}.json`)) as Record<
		string,
		unknown
	>;
	expect($schema === undefined || typeof $schema === 'string').toBe(true);
	return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, sentences(message)]));
}

function all(language: 'vi' | 'en'): Map<string, string> {
	return new Map(AREAS.flatMap((area) => Object.entries(read(language, area))));
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

describe('messages', () => {
	it.each(AREAS)('of %s are there in both languages', (area) => {
		expect(Object.keys(read('en', area)).sort()).toEqual(Object.keys(read('vi', area)).sort());
	});

	it.each(AREAS)('of %s take the same parameters in both languages', (area) => {
		const en = read('en', area);
		const differ = Object.entries(read('vi', area)).filter(
			([key, text]) => en[key] !== undefined && placeholders(text).join() !== placeholders(en[key]).join()
		);
		expect(differ.map(([key]) => key)).toEqual([]);
	});

	it('are never empty', () => {
		const empty = [...all('vi'), ...all('en')].filter(([, text]) => text.trim() === '');
		expect(empty).toEqual([]);
	});

	it('name the object of an entry of the log as a line begins', () => {
		for (const language of ['vi', 'en'] as const)
			for (const [key, text] of all(language))
				if (key.startsWith('admin_audit_on_')) expect(text, `${language} ${key}`).toMatch(/^\p{Lu}/u);
	});

	it('are composed Unicode (NFC)', () => {
		const loose = [...all('vi'), ...all('en')].filter(([, text]) => text !== text.normalize('NFC'));
		expect(loose).toEqual([]);
	});

	it('stand in one area each', () => {
		const keys = AREAS.flatMap((area) => Object.keys(read('vi', area)));
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});
});
