import { describe, expect, expectTypeOf, it } from 'vitest';
import { present } from './present.ts';

describe('what is present', () => {
	it('leaves out the keys without a value, and keeps the order of the others', () => {
		const told = present({ b: 1, gone: undefined, a: 2 });
		expect(Object.keys(told)).toEqual(['b', 'a']);
		expect('gone' in told).toBe(false);
	});

	it('keeps null, false, nought and the empty text, which are values', () => {
		const values = { none: null, no: false, nought: 0, money: 0n, empty: '' };
		expect(Object.entries(present(values))).toEqual(Object.entries(values));
	});

	it('goes no deeper, and leaves what it is given as it was', () => {
		const given = { inner: { gone: undefined }, list: [undefined], gone: undefined };
		const told = present(given);
		expect(told.inner).toBe(given.inner);
		expect(told.list).toBe(given.list);
		expect(Object.keys(given)).toEqual(['inner', 'list', 'gone']);
	});

	it('overrides nothing by an absent key', () => {
		const maybe: { name: string | undefined } = { name: undefined };
		expect({ name: 'A', ...present(maybe) }).toEqual({ name: 'A' });
	});

	it('types a key that may be undefined as one that may be absent', () => {
		const maybe: { readonly always: string | null; readonly sometimes: bigint | undefined } = {
			always: null,
			sometimes: undefined
		};
		const told: { readonly always: string | null; readonly sometimes?: bigint } = present(maybe);
		expect(told).not.toHaveProperty('sometimes');
		expectTypeOf(present(maybe).always).toEqualTypeOf<string | null>();
		// Where undefined is written out, it is no value of an optional field.
		expectTypeOf(maybe).not.toExtend<{ readonly sometimes?: bigint }>();
		expectTypeOf(present(maybe)).toExtend<{ readonly sometimes?: bigint }>();
	});
});
