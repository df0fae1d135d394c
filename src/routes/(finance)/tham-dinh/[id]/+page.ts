import type { PageLoad } from './$types';

/**
 * What only some visits need comes with those: the editor for who decides about the lines, and what is said of khoán
 * for the budgets that could have it.
 */
export const load: PageLoad = async ({ data }) => ({
	...data,
	editor: data.editing
		? {
				Draft: (await import('#lib/features/budgets/appraisal-draft.svelte.ts')).AppraisalDraft,
				View: (await import('#lib/features/budgets/AppraisalEditor.svelte')).default,
				surroundings: await import('#lib/features/draft/surroundings.ts'),
				attend: (await import('#lib/features/draft/attend.ts')).attend
			}
		: null,
	KhoanDecided: data.khoan ? (await import('#lib/features/budgets/KhoanDecided.svelte')).default : null,
	KhoanTest: data.figures.appraised.khoan
		? (await import('#lib/features/budgets/KhoanTest.svelte')).default
		: null
});
