import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { versionShape } from '#lib/contracts/applications/submit-application.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { readApplication } from '#lib/server/app/applications/read-application.ts';
import { abandonReplacement, replaceApplication } from '#lib/server/app/applications/replace-application.ts';
import { withdrawApplication } from '#lib/server/app/applications/withdraw-application.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { overviewData } from '#lib/server/http/application-overview-data.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfGivingUp } from '#lib/server/http/questions/applications.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ params, locals, url }) => ({
	...overviewData(valueOrError(await readApplication(locals.ctx, params.id), url)),
	justSubmitted: url.searchParams.has('da-nop')
});

type Act = (ctx: Context, input: { readonly id: string; readonly version: number }) => Promise<Result<true>>;

function oneButton(act: Act, leadsTo: (id: string) => string, asks?: 'withdraw' | 'abandon') {
	return async ({ params, request, locals, url }: RequestEvent) => {
		const fields = await formFields(request);
		const question =
			asks && (await questionOfGivingUp(locals.ctx, { applicationId: params.id, act: asks }, fields));
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(versionShape, fields);
		if (!input.ok) return failWith(input.refusal, {});
		const done = await act(locals.ctx, { id: params.id, version: input.value.version });
		if (!done.ok) return failWith(done.refusal, {});
		redirect(303, localizeHref(leadsTo(params.id)));
	};
}

export const actions: Actions = {
	withdraw: oneButton(withdrawApplication, (id) => `/ho-so/${id}`, 'withdraw'),
	replace: oneButton(replaceApplication, (id) => `/ho-so/${id}`),
	abandon: oneButton(abandonReplacement, (id) => `/ho-so/${id}`, 'abandon')
};
