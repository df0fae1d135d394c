import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { document } from '../../../../tests/support/definitions.ts';
import { definitionSchema } from './definition-schema.ts';
import type { definitionShape } from './definition-shape.ts';
import { readDefinition } from './parse-definition.ts';
import type { RULE_VALUES } from './rule-values-shape.ts';
import type { RuleValues } from '#lib/domain/rules/rule-set.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../definitions');
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(definitionSchema());

type Json = Record<string, unknown>;

/** The seeded programme with one place changed. */
function changed(change: (json: Json) => void): Json {
	const json = document('map');
	change(json);
	return json;
}

const in_ = (json: Json, ...steps: readonly string[]): Json =>
	steps.reduce<Json>((value, step) => value[step] as Json, json);

describe('the published structure of a programme', () => {
	const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

	it('is that of every programme of the portal', () => {
		expect(files.length).toBeGreaterThan(2);
		for (const file of files) {
			validate(JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')));
			expect(validate.errors, file).toBeNull();
		}
	});

	it.each<[string, (json: Json) => void]>([
		['an unknown member', (json) => Object.assign(json, { colour: 'red' })],
		['an unknown member far inside', (json) => Object.assign(in_(json, 'title'), { de: 'Programm' })],
		['a text without Vietnamese', (json) => Object.assign(json, { title: { en: 'Programme' } })],
		['a key that is none', (json) => Object.assign(in_(json, 'sections', '0'), { key: 'Công ty' })],
		[
			'a kind that there is not',
			(json) => Object.assign(in_(json, 'sections', '0', 'fields', '0'), { kind: 'x' })
		],
		['a version of none', (json) => Object.assign(json, { version: 0 })],
		['no variant', (json) => Object.assign(json, { variants: [] })],
		['a rule that there is not', (json) => Object.assign(in_(json, 'ruleSet', 'parameters'), { luck: 1 })],
		[
			'a rule of another body',
			(json) => {
				const lateAcceptance = { value: { months: 6 }, citation: 'TT 11/2014' };
				Object.assign(in_(json, 'ruleSet', 'parameters'), { lateAcceptance });
			}
		],
		[
			'money as a number',
			(json) =>
				Object.assign(in_(json, 'ruleSet', 'parameters'), { leaderNorm: { value: 5, citation: 'TT' } })
		]
	])('refuses %s, as the portal does', (_, change) => {
		const json = changed(change);
		expect(validate(json)).toBe(false);
		expect(readDefinition(json).ok).toBe(false);
	});

	it('takes a rule as one dated value, and as a list of them', () => {
		const one = { value: 70, citation: 'TT 20/2023/TT-BKHCN, Điều 11' };
		for (const threshold of [one, [one]]) {
			const json = changed((whole) => Object.assign(in_(whole, 'ruleSet', 'parameters'), { threshold }));
			expect(validate(json)).toBe(true);
			expect(readDefinition(json)).toMatchObject({
				value: { ruleSet: { parameters: { threshold: [one] } } }
			});
		}
	});
});

describe('a shape that refuses a document', () => {
	const problems = (json: unknown) => {
		const read = readDefinition(json);
		return read.ok ? [] : (read.refusal.causes ?? []).map(({ code, field }) => `${code} ${field ?? ''}`);
	};

	it('names every unknown member, before what is wrong in the known ones', () => {
		expect(problems(changed((json) => Object.assign(json, { version: 0, colour: 1, size: 2 })))).toEqual([
			'rule_key_unknown definition.colour',
			'rule_key_unknown definition.size',
			'rule_value_malformed definition.version'
		]);
	});

	it('says of a place with several shapes what the nearest one lacks', () => {
		const limit = (value: unknown) =>
			problems(
				changed((json) =>
					Object.assign(in_(json, 'ruleSet', 'parameters'), {
						publicationWindow: { value, citation: 'TT' }
					})
				)
			);
		const at = 'parameters.publicationWindow[0].value';
		expect(limit({ workingDays: 0 })).toEqual([`rule_value_malformed ${at}.workingDays`]);
		expect(limit({ days: 'x' })).toEqual([`rule_value_malformed ${at}.days`]);
		expect(limit({})).toEqual([`rule_value_malformed ${at}.days`]);
		expect(limit(30)).toEqual([`rule_value_malformed ${at}`]);
	});

	it('says what belongs in the place', () => {
		const read = readDefinition(changed((json) => Object.assign(json, { key: 'map' })));
		expect(read).toMatchObject({
			refusal: { causes: [{ field: 'definition.key', params: { expected: 'KEY' } }] }
		});
	});

	it('keeps the rules in the order of the document', () => {
		const json = changed((whole) => {
			const rules = in_(whole, 'ruleSet', 'parameters');
			in_(whole, 'ruleSet')['parameters'] = Object.fromEntries(Object.entries(rules).reverse());
		});
		const read = readDefinition(json);
		if (!read.ok) throw new Error(JSON.stringify(read.refusal));
		expect(Object.keys(read.value.ruleSet.parameters)).toEqual(
			Object.keys(in_(json, 'ruleSet', 'parameters'))
		);
	});
});

type Leaf = string | number | bigint | boolean | null | undefined;

/** Every member of a type by its path, optional ones too. */
type Members<T> = T extends Leaf
	? never
	: T extends readonly (infer Element)[]
		? Members<Element>
		: { [Key in keyof T & string]-?: Key | `${Key}.${Members<T[Key]>}` }[keyof T & string];

type Read = z.output<typeof definitionShape>;
type ReadRules = { readonly [Name in keyof typeof RULE_VALUES]: z.output<(typeof RULE_VALUES)[Name]> };

/** Members that the core knows and no shape reads: types refuse this as soon as there is one. */
export const UNREAD: Readonly<
	Record<Exclude<Members<Omit<ProgrammeDefinition, 'ruleSet'>>, Members<Omit<Read, 'ruleSet'>>>, never>
> = {};
export const UNREAD_RULES: Readonly<Record<Exclude<Members<RuleValues>, Members<ReadRules>>, never>> = {};
