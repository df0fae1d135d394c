/** A form on which each place takes one of a few marks. */
import type { ReasonRule } from '#lib/domain/rules/ballot-rules.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

export interface MarkedForm {
	readonly items: readonly { readonly key: string }[];
	readonly reasons: ReasonRule;
}

/** What a member wrote; a mark of null is not made yet. */
export interface MarkedContent {
	readonly marks: Readonly<Record<string, string | null>>;
	/** By key of the place. */
	readonly reasons: Readonly<Record<string, string>>;
}

export interface Alphabet<Mark extends string> {
	readonly allowed: readonly Mark[];
	/** The mark that asks for a reason where the form wants reasons. */
	readonly failing: Mark;
}

export type Marks<Mark extends string> = Readonly<Record<string, Mark>>;

/**
 * Every problem at once: `ballot_place_unknown` (field = a key that the form has not), and in the order of the form
 * `ballot_mark_missing`, `ballot_mark_not_allowed`, `ballot_reason_missing` {place: its number on the form}.
 */
export function markProblems<Mark extends string>(
	form: MarkedForm,
	content: MarkedContent,
	{ allowed, failing }: Alphabet<Mark>
): Refusal[] {
	const keys = new Set(form.items.map(({ key }) => key));
	const strange = new Set([...Object.keys(content.marks), ...Object.keys(content.reasons)]).difference(keys);
	return [
		...[...strange].map((field) => because('ballot_place_unknown', { field })),
		...form.items.flatMap(({ key: field }, index): Refusal[] => {
			const params = { place: String(index + 1) };
			const mark = own(content.marks, field) ?? null;
			if (mark === null) return [because('ballot_mark_missing', { field, params })];
			if (!allowed.some((one) => one === mark))
				return [because('ballot_mark_not_allowed', { field, params })];
			const silent = (own(content.reasons, field) ?? '').trim() === '';
			return form.reasons === 'on_fail' && mark === failing && silent
				? [because('ballot_reason_missing', { field, params })]
				: [];
		})
	];
}

/** The marks as they are counted. Refuses `ballot_incomplete` with every problem as a cause. */
export function freezeMarks<Mark extends string>(
	form: MarkedForm,
	content: MarkedContent,
	alphabet: Alphabet<Mark>
): Result<Marks<Mark>> {
	const causes = markProblems(form, content, alphabet);
	if (causes.length > 0) return refuse('ballot_incomplete', { causes });
	// Each mark was found among the allowed ones just now.
	return ok(Object.fromEntries(form.items.map(({ key }) => [key, own(content.marks, key) as Mark])));
}

export function isBlankForm({ marks, reasons }: MarkedContent): boolean {
	return (
		Object.values(marks).every((mark) => mark === null) &&
		Object.values(reasons).every((words) => words.trim() === '')
	);
}

/** The mark at a place of a frozen ballot; a ballot over another form is a bug. */
export function markOf<Mark extends string>(marks: Marks<Mark>, key: string, ballotId: string): Mark {
	const mark = own(marks, key);
	if (mark === undefined) throw new RangeError(`ballot ${ballotId} has no mark at ${key}`);
	return mark;
}

function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
