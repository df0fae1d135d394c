import type { PageLoad } from './$types';

/**
 * What only some visits need comes with those: the engine for who decides about the lines, and what is said of khoán
 * for the budgets that could have it.
 */
export const load: PageLoad = async ({ data }) => ({
	...data,
	AppraisalDraft: data.mayEdit
		? (await import('#lib/features/budgets/appraisal-draft.svelte.ts')).AppraisalDraft
		: null,
	KhoanDecided: data.khoan ? (await import('#lib/features/budgets/KhoanDecided.svelte')).default : null,
	KhoanTest: data.figures.appraised.khoan
		? (await import('#lib/features/budgets/KhoanTest.svelte')).default
		: null
});
