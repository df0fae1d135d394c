import type { RefusalCode, RefusalFigures } from '../generated/names.ts';

/**
 * A decision of the core: a value, or a refusal that is a fact.
 * Refusals travel as codes; the words are chosen last, in the reader's language.
 */
export type Result<T, E = Refusal> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: E };

/**
 * Why something was refused.
 * - `code`: a snake_case fact (`window_closed`), the key of its words; one without words is an error of types.
 * - `field`: path of the input it is about (`registration.email`), where there is one.
 * - `params`: figures for the words, already plain text.
 * - `causes`: every problem found, when several are shown at once.
 */
export interface Refusal {
	readonly code: RefusalCode;
	readonly field?: string;
	readonly params?: Readonly<Record<string, string>>;
	readonly causes?: readonly Refusal[];
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

type Details = Omit<Refusal, 'code'>;
type FiguresOf<Code extends RefusalCode> = Code extends keyof RefusalFigures ? RefusalFigures[Code] : never;

/** What goes with a code: words with figures in them are given these, or give way to the words of the causes. */
type DetailsOf<Code extends RefusalCode> = [FiguresOf<Code>] extends [never]
	? [extra?: Details]
	: [
			extra: Details &
				(
					| { readonly params: Readonly<Record<FiguresOf<Code>, string>> }
					| { readonly causes: readonly Refusal[] }
				)
		];

export function refuse<const Code extends RefusalCode>(
	code: Code,
	...[extra]: DetailsOf<Code>
): { readonly ok: false; readonly refusal: Refusal } {
	return { ok: false, refusal: { code, ...extra } };
}

/** One of several reasons, which are shown at once. */
export function because<const Code extends RefusalCode>(code: Code, ...[extra]: DetailsOf<Code>): Refusal {
	return { code, ...extra };
}

/** Collects every refusal, so that a person sees all problems at once and not one a time. */
export function collect(results: readonly Result<unknown>[]): Refusal[] {
	return results.flatMap((result) => (result.ok ? [] : [result.refusal]));
}
