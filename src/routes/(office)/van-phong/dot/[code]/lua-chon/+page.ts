import type { PageLoad } from './$types';

/** What the questions of its acts need beside the press comes apart from the page. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Proof: (await import('#lib/features/access/ActProof.svelte')).default
});
