/**
 * Readers of the JSON of a rule set: each takes an unknown value and where it stands, and gives the typed
 * value or every problem in it. Exact by construction: fractions are `{num, den}` of whole numbers,
 * đồng and decimals are strings, and nothing passes through a float.
 */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Decimal } from '#lib/domain/shared/decimal.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { MAX_DONG } from '#lib/domain/shared/money.ts';
import type { Dong } from '#lib/domain/shared/money.ts';

export type Reader<T> = (value: unknown, at: string) => Result<T>;

type Shape<T> = { readonly [Key in keyof T]-?: Reader<Exclude<T[Key], undefined>> };

/** A refusal that names the place and what was expected there. */
export function malformed(at: string, expected: string): { readonly ok: false; readonly refusal: Refusal } {
	return refuse('rule_value_malformed', { field: at, params: { expected } });
}

/** Every problem of one refusal, flat. */
export function problemsOf(refusal: Refusal): readonly Refusal[] {
	return refusal.causes ?? [refusal];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A whole number from `min` to `max`, both included. */
export function whole(min: number, max: number): Reader<number> {
	return (value, at) =>
		typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
			? ok(value)
			: malformed(at, `${min}..${max}`);
}

/** `{num, den}` with 0 <= num and 0 < den. */
export const ratio: Reader<Fraction> = (value, at) => {
	if (!isRecord(value)) return malformed(at, '{num, den}');
	const { num, den } = value;
	if (typeof num !== 'number' || !Number.isSafeInteger(num) || num < 0) return malformed(`${at}.num`, '>= 0');
	if (typeof den !== 'number' || !Number.isSafeInteger(den) || den < 1) return malformed(`${at}.den`, '>= 1');
	return noOtherKeys(value, ['num', 'den'], at) ?? ok({ num: BigInt(num), den: BigInt(den) });
};

/** A share of something: a ratio of at most 1. */
export const share: Reader<Fraction> = (value, at) => {
	const read = ratio(value, at);
	return read.ok && read.value.num > read.value.den ? malformed(at, '0..1') : read;
};

/** Whole đồng as a string of digits, not negative. */
export const dong: Reader<Dong> = (value, at) => {
	if (typeof value !== 'string' || !/^(0|[1-9]\d{0,17})$/.test(value)) return malformed(at, '"1000000"');
	const amount = BigInt(value);
	return amount <= MAX_DONG ? ok(amount) : malformed(at, `<= ${MAX_DONG}`);
};

/** A rounding step: đồng, at least 1. */
export const dongStep: Reader<Dong> = (value, at) => {
	const read = dong(value, at);
	return read.ok && read.value === 0n ? malformed(at, '>= 1') : read;
};

/** A decimal that is not negative, as a string with a point: `"0.8"`. */
export const decimal: Reader<Decimal> = (value, at) => {
	const match = typeof value === 'string' ? /^(0|[1-9]\d{0,11})(?:\.(\d{1,6}))?$/.exec(value) : null;
	if (match === null) return malformed(at, '"0.8"');
	const [, units = '0', digits = ''] = match;
	return ok({ unscaled: BigInt(units + digits), scale: digits.length });
};

export const text: Reader<string> = (value, at) =>
	typeof value === 'string' && value.trim() !== '' ? ok(value.normalize('NFC')) : malformed(at, 'text');

export const localized: Reader<Localized> = (value, at) => {
	if (!isRecord(value)) return malformed(at, '{vi, en?}');
	const vi = text(value.vi, `${at}.vi`);
	if (!vi.ok) return vi;
	if (value.en === undefined) return noOtherKeys(value, ['vi'], at) ?? ok({ vi: vi.value });
	const en = text(value.en, `${at}.en`);
	if (!en.ok) return en;
	return noOtherKeys(value, ['vi', 'en'], at) ?? ok({ vi: vi.value, en: en.value });
};

export const flag: Reader<boolean> = (value, at) =>
	typeof value === 'boolean' ? ok(value) : malformed(at, 'true | false');

export function oneOf<T extends string>(...allowed: readonly T[]): Reader<T> {
	return (value, at) => {
		const found = allowed.find((candidate) => candidate === value);
		return found === undefined ? malformed(at, allowed.join(' | ')) : ok(found);
	};
}

/** A list; every bad element is named. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
	return (value, at) =>
		Array.isArray(value)
			? gather(
					value.map((element: unknown, index) => read(element, `${at}[${index}]`)),
					at
				)
			: malformed(at, '[...]');
}

/** A list without the same text twice. */
export function distinct<T extends string>(read: Reader<T>): Reader<readonly T[]> {
	return (value, at) => {
		const list = listOf(read)(value, at);
		return list.ok && new Set(list.value).size < list.value.length ? malformed(at, 'distinct') : list;
	};
}

/** An object used as a dictionary of equal things. */
export function recordOf<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
	return (value, at) => {
		if (!isRecord(value)) return malformed(at, '{...}');
		const entries = gather(
			Object.entries(value).map(([key, element]): Result<[string, T]> => {
				const entry = read(element, `${at}.${key}`);
				return entry.ok ? ok([key, entry.value]) : entry;
			}),
			at
		);
		return entries.ok ? ok(Object.fromEntries(entries.value)) : entries;
	};
}

/** An object of known keys; `optional` ones may be absent, unknown ones are refused. */
export function shape<T extends object>(readers: Shape<T>, ...optional: readonly (keyof T)[]): Reader<T> {
	return (value, at) => {
		if (!isRecord(value)) return malformed(at, '{...}');
		const unknown = noOtherKeys(value, Object.keys(readers), at);
		const problems: Refusal[] = unknown === undefined ? [] : [unknown.refusal];
		const result: Partial<T> = {};
		for (const key of Object.keys(readers) as (keyof T & string)[]) {
			if (value[key] === undefined && optional.includes(key)) continue;
			const read = readers[key](value[key], `${at}.${key}`);
			if (read.ok) result[key] = read.value;
			else problems.push(...problemsOf(read.refusal));
		}
		return problems.length === 0
			? ok(result as T)
			: refuse('rule_value_malformed', { field: at, causes: problems });
	};
}

/** Reads by the first reader, then holds the value to a condition on the whole. */
export function holding<T>(read: Reader<T>, holds: (value: T) => boolean, expected: string): Reader<T> {
	return (value, at) => {
		const result = read(value, at);
		return result.ok && !holds(result.value) ? malformed(at, expected) : result;
	};
}

function gather<T>(results: readonly Result<T>[], at: string): Result<readonly T[]> {
	const values: T[] = [];
	const problems: Refusal[] = [];
	for (const result of results) {
		if (result.ok) values.push(result.value);
		else problems.push(...problemsOf(result.refusal));
	}
	return problems.length === 0 ? ok(values) : refuse('rule_value_malformed', { field: at, causes: problems });
}

function noOtherKeys(
	value: Readonly<Record<string, unknown>>,
	known: readonly string[],
	at: string
): { readonly ok: false; readonly refusal: Refusal } | undefined {
	const unknown = Object.keys(value).find((key) => !known.includes(key));
	return unknown === undefined ? undefined : refuse('rule_key_unknown', { field: `${at}.${unknown}` });
}
