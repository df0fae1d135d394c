import type { PageLoad } from './$types';

/**
 * What only some visits need comes with those: the editor for who decides about the lines, the method of payment for
 * the budgets that have one, the end without money where it is told or may be asked for.
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
	RejectionPanel:
		data.rejections.length > 0 || data.rejection !== null
			? (await import('#lib/features/budgets/RejectionPanel.svelte')).default
			: null,
	// A dossier stands beside its figures: what shows it weighs on no other visit.
	Desk: (await import('#lib/features/viewer/ReadingDesk.svelte')).default,
	Evidence: data.evidence ? (await import('./Evidence.svelte')).default : null,
	Proof: (await import('#lib/features/access/ActProof.svelte')).default,
	// Without a look of its own: nothing is missing where there are no scripts.
	RecordList: data.annex ? (await import('#lib/features/records/RecordList.svelte')).default : null
});
