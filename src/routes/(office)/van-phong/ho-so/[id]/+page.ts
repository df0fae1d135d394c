import type { PageLoad } from './$types';

/** A dossier that is judged, and one with a budget, show what others do not: a visit fetches what it shows. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	Validity: data.may.check ? (await import('#lib/features/office/ValidityForm.svelte')).default : null,
	Lines: data.budget ? (await import('#lib/features/budgets/FrozenLines.svelte')).default : null
});
