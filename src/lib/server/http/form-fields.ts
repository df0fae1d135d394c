import { readForm } from './request-body.ts';

/** The text fields of a posted form; files are left out, the last of several of one name counts. */
export async function formFields(request: Request): Promise<Record<string, string>> {
	return textsOf(await readForm(request));
}

/** The text fields of a form, by name; the last of several of one name counts. */
export function textsOf(form: FormData): Record<string, string> {
	return Object.fromEntries(
		[...form].flatMap(([name, value]): [string, string][] =>
			typeof value === 'string' ? [[name, value]] : []
		)
	);
}

/** What goes back into the form after a refusal: everything but secrets. */
export function typedAgain(fields: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)));
}

/** The fields whose names begin with a prefix, without it: one form within another. */
export function partOf(fields: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
		)
	);
}
