import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Fields } from './form-fields.ts';

/** Reads fields that nobody types into, such as the id of what a button is about; the verb refuses what it does not know. */
export function hiddenFields<Name extends string>(...names: readonly Name[]) {
	return (fields: Fields): Result<Readonly<Record<Name, string>>> => ok(held(fields, names));
}

/** The same of ids that no verb asks about: what is none is nothing that exists. Refuses `not_found`. */
export function hiddenIds<Name extends string>(...names: readonly Name[]) {
	return (fields: Fields): Result<Readonly<Record<Name, string>>> =>
		names.every((name) => isUuid(fields[name] ?? '')) ? ok(held(fields, names)) : refuse('not_found');
}

function held<Name extends string>(fields: Fields, names: readonly Name[]): Record<Name, string> {
	return Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])) as Record<Name, string>;
}
