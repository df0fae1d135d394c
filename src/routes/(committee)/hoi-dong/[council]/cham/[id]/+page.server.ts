import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { atControls, sheetOfForm, versionShape } from '#lib/contracts/scoring/sheet.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readScorePage } from '#lib/server/app/sheets/read-dossier.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { dossierPage } from '#lib/server/http/dossier-page.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const about = { councilId: params.council, applicationId: params.id };
	const view = valueOrError(await readScorePage(locals.ctx, about), url);
	const { sheet } = view;
	return {
		...dossierPage(view),
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

interface About {
	readonly councilId: string;
	readonly applicationId: string;
}

/** The whole form is saved; where another window wrote meanwhile, nothing is overwritten and the form comes back. */
async function saveForm(
	ctx: Context,
	about: About,
	fields: Readonly<Record<string, string>>
): Promise<Result<{ readonly version: number }>> {
	const page = await readScorePage(ctx, about);
	if (!page.ok) return page;
	const content = sheetOfForm(page.value.rubric, fields);
	if (!content.ok) return content;
	const seen = parseInput(versionShape, fields);
	if (!seen.ok) return seen;
	const saved = await saveMarks(ctx, { ...about, ...content.value, baseVersion: seen.value.version });
	return saved.ok && saved.value.conflicts.length > 0 ? refuse('sheet_conflict') : saved;
}

export const actions: Actions = {
	save: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const about = { councilId: params.council, applicationId: params.id };
		const saved = await saveForm(locals.ctx, about, fields);
		return saved.ok ? { done: 'saved' as const } : failWith(atControls(saved.refusal), fields);
	},
	submit: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const about = { councilId: params.council, applicationId: params.id };
		const saved = await saveForm(locals.ctx, about, fields);
		if (!saved.ok) return failWith(atControls(saved.refusal), fields);
		const submitted = await submitSheet(locals.ctx, { ...about, version: saved.value.version });
		return submitted.ok ? { done: 'submitted' as const } : failWith(atControls(submitted.refusal), fields);
	}
};
