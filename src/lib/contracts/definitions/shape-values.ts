/**
 * What the documents of programmes are made of. The message of a shape here is what belongs in its place, as the
 * refusal shows it. Exact by construction: fractions are `{num, den}` of whole numbers, đồng and decimals are strings,
 * and nothing passes through a float.
 */
import { z } from 'zod';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { fractionAsWritten } from '#lib/domain/shared/fraction.ts';
import { dongFromPlain, MAX_DONG } from '#lib/domain/shared/money.ts';

/** An object of known keys; unknown ones are refused. */
export function shape<Members extends z.core.$ZodLooseShape>(members: Members) {
	return z.strictObject(members, { error: '{...}' });
}

export function listOf<Element extends z.ZodType>(element: Element) {
	return z.array(element, { error: '[...]' }).readonly();
}

/** A list without the same text twice. */
export function distinct<Element extends z.ZodType<string>>(element: Element) {
	return z
		.array(element, { error: '[...]' })
		.refine((list) => new Set(list).size === list.length, { error: 'distinct' })
		.readonly();
}

/** An object used as a dictionary of equal things. */
export function recordOf<Element extends z.ZodType>(element: Element) {
	return z.record(z.string(), element, { error: '{...}' });
}

export function oneOf<const Allowed extends readonly string[]>(allowed: Allowed) {
	return z.enum(allowed, { error: allowed.join(' | ') });
}

export function matching(pattern: RegExp, expected: string) {
	return z.string({ error: expected }).regex(pattern, { error: expected, abort: true });
}

/** The member that tells shapes of one place apart. */
export function kind<Name extends string>(name: Name) {
	return z.literal(name, { error: name });
}

/** What belongs in the `kind` of such a place, or in the place itself. */
export function ofKind(kinds: readonly string[]) {
	return ({ code }: { readonly code: string }) => (code === 'invalid_type' ? '{...}' : kinds.join(' | '));
}

/** A whole number from `min` to `max`, both included. */
export function whole(min: number, max: number) {
	const error = `${min}..${max}`;
	return z.int({ error }).min(min, { error, abort: true }).max(max, { error, abort: true });
}

export const flag = z.boolean({ error: 'true | false' });

export const text = matching(/\S/u, 'text')
	.transform((read) => read.normalize('NFC'))
	.meta({ id: 'text' });

export const localized = z
	.strictObject({ vi: text, en: text.exactOptional() }, { error: '{vi, en?}' })
	.meta({ id: 'localized' });

/** Stable keys: they stand in addresses, expressions and stored answers. */
export const key = matching(/^[a-z][a-z0-9_]{0,59}$/, 'snake_case').meta({ id: 'key' });

/** `section.field`. */
export const address = matching(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'section.field').meta({
	id: 'address'
});

/** `{num, den}` with 0 <= num and 0 < den. */
const terms = z.strictObject(
	{
		num: z.int({ error: '>= 0' }).min(0, { error: '>= 0', abort: true }),
		den: z.int({ error: '>= 1' }).min(1, { error: '>= 1', abort: true })
	},
	{ error: '{num, den}' }
);

export const ratio = terms.transform(fractionAsWritten);

/** A share of something: a ratio of at most 1. */
export const share = terms
	.refine(({ num, den }) => num <= den, { error: '0..1' })
	.transform(fractionAsWritten)
	.meta({ id: 'share' });

const dongDigits = matching(/^(0|[1-9]\d{0,17})$/, '"1000000"').refine((digits) => dongFromPlain(digits).ok, {
	error: `<= ${MAX_DONG}`
});

/** Whole đồng as a string of digits, not negative. */
export const dong = dongDigits.transform(BigInt).meta({ id: 'dong' });

/** A rounding step: đồng, at least 1. */
export const dongStep = dongDigits.refine((digits) => digits !== '0', { error: '>= 1' }).transform(BigInt);

/** A decimal that is not negative, as a string with a point: `"0.8"`. */
export const decimal = matching(/^(0|[1-9]\d{0,11})(?:\.(\d{1,6}))?$/, '"0.8"').transform((digits) => {
	const read = decimalFromPlain(digits);
	return read.ok ? read.value : z.NEVER;
});
