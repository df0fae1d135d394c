import { withCopy } from '../../../../../frozen/frozen-copy.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { atControls, sheetOfForm, versionShape } from '#lib/contracts/scoring/sheet.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readScorePage } from '#lib/server/app/sheets/read-dossier.ts';
import { saveSheetForm } from '#lib/server/app/sheets/save-marks.ts';
import type { SavedMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { dossierPage } from '#lib/server/http/dossier-page.ts';
import { longFormFields } from '#lib/server/http/form-fields.ts';
import { questionOfSheet } from '#lib/server/http/questions/council.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async (event) => {
	const { locals, params, url } = event;
	const about = { councilId: params.council, applicationId: params.id };
	const view = valueOrError(await readScorePage(locals.ctx, about), url);
	const { sheet } = view;
	return {
		...withCopy(event, dossierPage(view)),
		rubric: view.rubric,
		threshold: view.threshold,
		open: view.open,
		sheet: {
			version: sheet?.version ?? 0,
			marks: sheet?.content.marks ?? {},
			comments: sheet?.content.comments ?? {},
			comment: sheet?.comment ?? '',
			total: sheet?.total ?? null,
			hash: sheet?.hash ?? null,
			submittedAt: sheet?.submittedAt ?? null,
			savedAt: sheet === undefined || sheet.version === 0 ? null : sheet.updatedAt
		}
	};
};

export const actions: Actions = {
	// The whole form is saved; where another window wrote meanwhile, nothing is overwritten and the form comes back.
	save: async ({ request, locals, params }) => {
		const fields = await longFormFields(request);
		const saved = await saveForm(locals.ctx, { councilId: params.council, applicationId: params.id }, fields);
		return saved.ok ? { done: 'saved' as const } : failWith(atControls(saved.refusal), fields);
	},
	submit: async ({ request, locals, params, url }) => {
		const fields = await longFormFields(request);
		const about = { councilId: params.council, applicationId: params.id };
		const seen = parseInput(versionShape, fields);
		if (!seen.ok) return failWith(atControls(seen.refusal), fields);
		const question = await questionOfSheet(locals.ctx, about, fields);
		if (question !== undefined) {
			// The question may be left as it stands: what it is about is kept before it is asked.
			const kept = await saveForm(locals.ctx, about, fields);
			return kept.ok
				? askFirst(url, { ...fields, version: String(kept.value.version) }, question)
				: failWith(atControls(kept.refusal), fields);
		}
		const form = (rubric: Rubric) => sheetOfForm(rubric, fields);
		const submitted = await submitSheet(locals.ctx, { ...about, ...seen.value, form });
		if (submitted.ok) return { done: 'submitted' as const };
		// What is still incomplete, or cannot be read in places, is kept all the same.
		const { code } = submitted.refusal;
		const keeps = code === 'sheet_incomplete' || code === 'sheet_wrong';
		const kept = keeps ? await saveForm(locals.ctx, about, fields) : submitted;
		const said = kept.ok || kept.refusal.code === 'sheet_wrong' ? submitted.refusal : kept.refusal;
		return failWith(atControls(said), fields);
	}
};

async function saveForm(
	ctx: Context,
	about: { readonly councilId: string; readonly applicationId: string },
	fields: Readonly<Record<string, string>>
): Promise<Result<SavedMarks>> {
	const seen = parseInput(versionShape, fields);
	if (!seen.ok) return seen;
	const form = (rubric: Rubric) => sheetOfForm(rubric, fields);
	const saved = await saveSheetForm(ctx, { ...about, ...seen.value, form });
	if (!saved.ok || saved.value.problems.length === 0) return saved;
	return refuse('sheet_wrong', { causes: [...saved.value.problems] });
}
