import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

describe('canonicalJson', () => {
	it('writes the literals and strings of RFC 8785, 3.2.2', () => {
		expect(
			canonicalJson({
				numbers: [333333333, -0, 9007199254740991],
				string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
				literals: [null, true, false]
			})
		).toBe(
			'{"literals":[null,true,false],"numbers":[333333333,0,9007199254740991],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
		);
	});
	it('orders keys by UTF-16 code units as in RFC 8785, 3.2.3', () => {
		const written = canonicalJson({
			'\u20ac': 'Euro Sign',
			'\r': 'Carriage Return',
			'1': 'One',
			'\ud83d\ude00': 'Emoji: Grinning Face',
			'\u0080': 'Control',
			'\u00f6': 'Latin Small Letter O With Diaeresis',
			// Stands after the emoji, as U+FB33 does in the RFC; that letter itself is not stable under NFC.
			'\uffe6': 'Fullwidth Won Sign'
		});
		expect([...written.matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
			'Carriage Return',
			'One',
			'Control',
			'Latin Small Letter O With Diaeresis',
			'Euro Sign',
			'Emoji: Grinning Face',
			'Fullwidth Won Sign'
		]);
	});
	it('sorts nested objects and leaves the order of lists', () => {
		expect(canonicalJson({ b: [{ z: 1, a: [3, 1, 2] }], a: {} })).toBe('{"a":{},"b":[{"a":[3,1,2],"z":1}]}');
	});
	it('is the same for composed and decomposed text, in keys as well', () => {
		const text = 'Tiếng Việt, Čưh Ĭk';
		expect(canonicalJson({ [text.normalize('NFD')]: text.normalize('NFD') })).toBe(
			canonicalJson({ [text]: text })
		);
	});
	it('has no place for what has no exact form', () => {
		const untyped = (value: unknown): JsonValue => value as JsonValue;
		const bad: unknown[] = [
			1.5,
			Number.NaN,
			Infinity,
			2 ** 53,
			'\ud800',
			{ '\udc00': 1 },
			{ [`\u1ebf`]: 1, [`e\u0302\u0301`]: 2 },
			{ a: undefined },
			[undefined],
			new Array(2),
			1n,
			undefined,
			new Date(0),
			new Map(),
			() => 1
		];
		for (const value of bad) expect(() => canonicalJson(untyped(value))).toThrow(TypeError);
	});
	it('keeps a key named __proto__ as data', () => {
		expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}') as JsonValue)).toBe('{"__proto__":1,"a":2}');
	});
	it('is JSON of the same value, whatever the order of keys', () => {
		const leaf = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
		const tree = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.oneof(leaf, fc.array(leaf)));
		fc.assert(
			fc.property(tree, (value) => {
				const written = canonicalJson(value);
				expect(canonicalJson(JSON.parse(written) as JsonValue)).toBe(written);
				expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(written);
			})
		);
	});
});
