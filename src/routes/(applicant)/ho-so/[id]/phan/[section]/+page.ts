import { withPlaceInput } from '#lib/features/form/place-input.ts';
import type { PageLoad } from './$types';

/** A closed section is read and an open one is written: a visit fetches what it shows. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	places: await withPlaceInput(data.places),
	Copy: data.closed === null ? null : (await import('#lib/features/form/SectionCopy.svelte')).default
});
