/** What a form library hands over: one sentence, several, or none. */
export type FieldError = string | readonly string[] | undefined | null;

/** What every field is told, whatever is typed or chosen in it. */
export interface FieldProps {
	name: string;
	label: string;
	id?: string;
	hint?: string | undefined;
	error?: FieldError;
	/** said beside the label; required is not marked */
	optional?: boolean;
	/** the label stays for screen readers only; the place says what it is (a search box, a table cell) */
	hideLabel?: boolean;
}

/**
 * The id of the control of a field, so that a list of errors can link to it:
 * `instruments[2].serial` -> `f-instruments-2-serial`.
 */
export function fieldId(name: string): string {
	return `f-${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')}`;
}
