import type { Actions, PageServerLoad } from './$types';
import { versionShape } from '#lib/contracts/scoring/sheet.ts';
import { issueFurtherResult } from '#lib/server/app/records/issue-further-result.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { readCallResult } from '#lib/server/app/records/read-call-result.ts';
import {
	questionOfFurtherResult,
	questionOfResult,
	shownResults
} from '#lib/server/http/questions/results.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readCallResult(locals.ctx, params.code), url);
	const shownFurther = seenFields(shownResults({ lines: view.further }));
	return { ...view, shown: seenFields(shownResults(view)), shownFurther };
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
	),
	further: formAction(
		versionShape,
		(ctx, { version }, { params }) => issueFurtherResult(ctx, { callCode: params.code, version }),
		{
			ask: (ctx, { fields, event }) => questionOfFurtherResult(ctx, event.params.code, fields),
			letters: true,
			typed: nothing,
			done: { done: 'further' }
		}
	)
};
