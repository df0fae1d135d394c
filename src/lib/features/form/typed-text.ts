import type { ScalarField } from '#lib/domain/definitions/field-definition.ts';
import { isStoredPlace } from '#lib/domain/definitions/stored-value.ts';
import type { StoredPlace, StoredScalar } from '#lib/domain/definitions/stored-value.ts';
import { groupDigits } from '#lib/ui/group-digits.ts';

/** What an input holds: text, several keys, or a place. */
export type Raw = string | readonly string[] | { readonly province: string; readonly place: string };

/** A stored answer as it would be typed: `12.5` is `12,5`, `1234567` is `1.234.567`, dates as they are. */
export function typedOf(field: ScalarField, value: StoredScalar | undefined): Raw {
	if (value === undefined) return field.kind === 'multiple_choice' ? [] : '';
	if (isStoredPlace(value)) return typedPlace(value);
	if (typeof value !== 'string') return value;
	switch (field.kind) {
		case 'dong':
			return groupDigits(value);
		case 'decimal':
		case 'whole_number':
			return value.replace('.', ',');
		default:
			return value;
	}
}

function typedPlace(place: StoredPlace): Raw {
	return 'code' in place ? place.code : { province: place.province, place: place.place };
}

/** The text of an input that holds text. */
export function textOf(raw: Raw): string {
	return typeof raw === 'string' ? raw : '';
}

/** The keys of an input that holds several. */
export function keysOf(raw: Raw): readonly string[] {
	if (typeof raw === 'string') return raw === '' ? [] : [raw];
	return isList(raw) ? raw : [];
}

function isList(raw: Raw): raw is readonly string[] {
	return Array.isArray(raw);
}
