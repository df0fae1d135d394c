import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { cleanText, collapse, graphemeLength } from '#lib/domain/shared/vietnamese-text.ts';

/**
 * Parses what crossed the wire. A message of a shape is a refusal code; anything that is not even of the right
 * type (an object where text belongs, a missing field, a file) is `input_wrong_type` at its field.
 */
export function parseInput<Shape extends z.ZodType>(shape: Shape, input: unknown): Result<z.output<Shape>> {
	const parsed = shape.safeParse(input);
	if (parsed.success) return ok(parsed.data);
	const seen = new Set<string>();
	const causes = parsed.error.issues.flatMap((issue): Refusal[] => {
		const field = issue.path.join('.');
		// One problem a field: the first says what to mend first.
		if (seen.has(field)) return [];
		seen.add(field);
		const code = isCode(issue.message) ? issue.message : 'input_wrong_type';
		const params = 'params' in issue && issue.params !== undefined ? wordsOf(issue.params) : {};
		return [
			{ code, ...(field === '' ? {} : { field }), ...(Object.keys(params).length > 0 ? { params } : {}) }
		];
	});
	return refuse('form_incomplete', { causes });
}

/**
 * Reads a form of text: its shape, then `check` on what was read. Where the shape refuses some fields, the others are
 * read as if those were empty and checked too, so that nobody meets the problems of a form one by one.
 */
export function parseForm<Shape extends z.ZodType, Value>(
	shape: Shape,
	input: unknown,
	check: (read: z.output<Shape>) => Result<Value>
): Result<Value> {
	const read = parseInput(shape, input);
	if (read.ok) return check(read.value);
	const known = read.refusal.causes ?? [];
	const wrong = known.flatMap(({ field }) => field ?? []);
	// Not a form at all.
	if (wrong.length < known.length) return read;
	const emptied = { ...(input as object), ...Object.fromEntries(wrong.map((field) => [field, ''])) };
	const rest = parseInput(shape, emptied);
	const checked = rest.ok ? check(rest.value) : rest;
	const more = checked.ok ? [] : (checked.refusal.causes ?? [checked.refusal]);
	return refuse('form_incomplete', {
		causes: [...known, ...more.filter(({ field }) => field === undefined || !wrong.includes(field))]
	});
}

/** Every message of a shape that is one word of this form was given by `refused`; those of zod itself are sentences. */
function isCode(message: string): message is RefusalCode {
	return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(message);
}

function wordsOf(params: Readonly<Record<string, unknown>>): Record<string, string> {
	return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
}

function limited(max: number) {
	return (text: string, context: z.RefinementCtx<string>): void => {
		if (graphemeLength(text) <= max) return;
		context.addIssue({ code: 'custom', message: refused('text_too_long'), params: { max } });
	};
}

/** One line of text: NFC, single spaces, trimmed; at most `max` characters as a person counts them. */
export function line(max: number) {
	return z
		.string()
		.max(max * 40, refused('text_too_long'))
		.transform(collapse)
		.superRefine(limited(max));
}

/** A line that must be there; `missing` is the refusal when it is empty. */
export function requiredLine(max: number, missing: RefusalCode) {
	return line(max).refine((text) => text !== '', missing);
}

/** Text of several lines. */
export function paragraph(max: number) {
	return z
		.string()
		.max(max * 40, refused('text_too_long'))
		.transform(cleanText)
		.superRefine(limited(max));
}
