import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import type { Places } from './places.ts';

/** Codes of places with their names, for reading what is typed. */
export function readingContext(places: Places): ReadingContext {
	return {
		communes: new Map(places.communes.map(({ code, name }) => [code, name])),
		provinces: new Map(places.provinces.map(({ code, name }) => [code, name]))
	};
}
