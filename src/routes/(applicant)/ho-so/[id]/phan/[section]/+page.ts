import { sectionsOf } from '#lib/domain/definitions/definition.ts';
import { withPlaceInput } from '#lib/features/form/place-input.ts';
import type { PageLoad } from './$types';

/** A closed section is read and an open one is written, not every one has a table: a visit fetches what it shows. */
export const load: PageLoad = async ({ data }) => {
	const section = sectionsOf(data.definition, data.variant).find(({ key }) => key === data.sectionKey);
	const tables = section?.fields.some(({ kind }) => kind === 'table') === true;
	return {
		...data,
		places: await withPlaceInput(data.places),
		Copy: data.closed === null ? null : (await import('#lib/features/form/SectionCopy.svelte')).default,
		Table:
			data.closed === null && tables ? (await import('#lib/features/form/TableInput.svelte')).default : null
	};
};
