import { withPlaceInput } from '#lib/features/form/place-input.ts';
import type { PageLoad } from './$types';

/** What tables are written with comes beside the page: most of what is looked up here has none in sight. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	places: await withPlaceInput(data.places),
	Table: (await import('#lib/features/form/TableInput.svelte')).default
});
