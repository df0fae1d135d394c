/**
 * A decision of the core: a value, or a refusal that is a fact.
 * Refusals travel as codes; the words are chosen last, in the reader's language.
 */
export type Result<T, E = Refusal> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: E };

/**
 * Why something was refused.
 * - `code`: a snake_case fact (`window_closed`), the key of its words.
 * - `field`: path of the input it is about (`registration.email`), where there is one.
 * - `params`: figures for the words, already plain text.
 * - `causes`: every problem found, when several are shown at once.
 */
export interface Refusal {
	readonly code: string;
	readonly field?: string;
	readonly params?: Readonly<Record<string, string>>;
	readonly causes?: readonly Refusal[];
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function refuse(
	code: string,
	extra: Omit<Refusal, 'code'> = {}
): { readonly ok: false; readonly refusal: Refusal } {
	return { ok: false, refusal: { code, ...extra } };
}

/** Collects every refusal, so that a person sees all problems at once and not one a time. */
export function collect(results: readonly Result<unknown>[]): Refusal[] {
	return results.flatMap((result) => (result.ok ? [] : [result.refusal]));
}
