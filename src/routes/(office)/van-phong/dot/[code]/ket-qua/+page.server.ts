import type { Actions, PageServerLoad } from './$types';
import { versionShape } from '#lib/contracts/scoring/sheet.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { readCallResult } from '#lib/server/app/records/read-call-result.ts';
import { questionOfResult, shownResults } from '#lib/server/http/questions/results.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readCallResult(locals.ctx, params.code), url);
	return { ...view, shown: seenFields(shownResults(view)) };
};

export const actions: Actions = {
	issue: formAction(
		versionShape,
		(ctx, { version }, { params }) => issueResult(ctx, { callCode: params.code, version }),
		{
			ask: (ctx, { fields, event }) => questionOfResult(ctx, event.params.code, fields),
			letters: true,
			typed: nothing,
			done: { done: 'issued' }
		}
	)
};
