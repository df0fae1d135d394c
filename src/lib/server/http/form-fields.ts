import { LONG_FORM_BYTES, readForm } from './request-body.ts';

/** The text fields of a form, by name. */
export type Fields = Readonly<Record<string, string>>;

/** The text fields of a posted form; files are left out, the last of several of one name counts. */
export async function formFields(request: Request): Promise<Record<string, string>> {
	return textsOf(await readForm(request));
}

/** The same of a form that holds many long texts: only behind a door that strangers do not pass. */
export async function longFormFields(request: Request): Promise<Record<string, string>> {
	return textsOf(await readForm(request, LONG_FORM_BYTES));
}

/** The text fields of a form, by name; the last of several of one name counts. */
export function textsOf(form: FormData): Record<string, string> {
	return Object.fromEntries(
		[...form].flatMap(([name, value]): [string, string][] =>
			typeof value === 'string' ? [[name, value]] : []
		)
	);
}

/** Longer than any one-line field takes, characters. */
const LONGEST_ECHO = 1_000;

/** What may go back into a form after a refusal: no password ever does. */
export function withoutSecrets(fields: Fields): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)));
}

/** The same of a form of one-line fields: also nothing that no field takes. */
export function typedAgain(fields: Fields): Record<string, string> {
	return Object.fromEntries(
		Object.entries(withoutSecrets(fields)).filter(([, value]) => value.length <= LONGEST_ECHO)
	);
}

/** The fields whose names begin with a prefix, without it: one form within another. */
export function partOf(fields: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
		)
	);
}
