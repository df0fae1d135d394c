import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { versionShape } from '#lib/contracts/scoring/sheet.ts';
import { issueResult } from '#lib/server/app/records/issue-result.ts';
import { readCallResult } from '#lib/server/app/records/read-call-result.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readCallResult(locals.ctx, params.code), url);

export const actions: Actions = {
	issue: async ({ request, locals, params }) => {
		const input = parseInput(versionShape, await formFields(request));
		const issued = input.ok
			? await issueResult(locals.ctx, { callCode: params.code, version: input.value.version })
			: input;
		return issued.ok ? { done: 'issued' as const } : failWith(issued.refusal, {});
	}
};
