import { error } from '@sveltejs/kit';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

/** The text fields of a posted form; files are left out, the last of several of one name counts. */
export async function formFields(request: Request): Promise<Record<string, string>> {
	// A body that is no form is the sender's mistake, not ours.
	const form = await request.formData().catch((): never => {
		const refusal = { code: 'input_wrong_type' };
		error(400, { message: sayRefusal(refusal), code: refusal.code });
	});
	const fields: Record<string, string> = {};
	for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
	return fields;
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
