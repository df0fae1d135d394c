/** What a form library hands over: one sentence, several, or none. */
export type FieldError = string | readonly string[] | undefined | null;

/**
 * The id of the control of a field, so that a list of errors can link to it:
 * `instruments[2].serial` -> `f-instruments-2-serial`.
 */
export function fieldId(name: string): string {
	return `f-${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')}`;
}
