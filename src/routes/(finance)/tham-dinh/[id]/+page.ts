import type { PageLoad } from './$types';

/**
 * What only some visits need comes with those: the editor for who decides about the lines, and the method of
 * payment for the budgets that have one.
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
	// Without a look of its own: nothing is missing where there are no scripts.
	RecordList: data.annex ? (await import('#lib/features/records/RecordList.svelte')).default : null
});
