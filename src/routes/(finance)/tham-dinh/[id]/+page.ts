import type { PageLoad } from './$types';

/** Only some budgets could be granted by khoán: a visit fetches what is said of it with those. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	KhoanDecided: data.khoan ? (await import('#lib/features/budgets/KhoanDecided.svelte')).default : null,
	KhoanTest: data.figures.appraised.khoan
		? (await import('#lib/features/budgets/KhoanTest.svelte')).default
		: null
});
