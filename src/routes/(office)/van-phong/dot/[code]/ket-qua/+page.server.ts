import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { versionShape } from '#lib/contracts/scoring/sheet.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { readCallResult } from '#lib/server/app/records/read-call-result.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfResult, shownResults } from '#lib/server/http/questions/results.ts';
import { seenFields } from '#lib/server/http/questions/shown-lines.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readCallResult(locals.ctx, params.code), url);
	return { ...view, shown: seenFields(shownResults(view)) };
};

export const actions: Actions = {
	issue: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const question = await questionOfResult(locals.ctx, params.code, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(versionShape, fields);
		const issued = input.ok
			? await issueResult(locals.ctx, { callCode: params.code, version: input.value.version })
			: input;
		return issued.ok ? { done: 'issued' as const } : failWith(issued.refusal, {});
	}
};
