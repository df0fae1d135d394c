import type { Actions, PageServerLoad } from './$types';
import { openDossiersShape } from '#lib/contracts/intake/intake.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { openDossiers } from '#lib/server/app/intake/open-dossiers.ts';
import { OPENING_PAGE_SIZE, readOpening } from '#lib/server/app/intake/read-opening.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfOpening } from '#lib/server/http/questions/office.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = listQuestion(url);
	const view = valueOrError(await readOpening(locals.ctx, { callCode: params.code, page }), url);
	const { call, ...rest } = view;
	const { code, title, state, version, closesAt, openedAt } = call;
	return {
		...rest,
		call: { code, title, state, version, closesAt, openedAt },
		page,
		pageSize: OPENING_PAGE_SIZE
	};
};

export const actions: Actions = {
	open: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const question = await questionOfOpening(locals.ctx, params.code, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(openDossiersShape, fields);
		const opened = input.ok
			? await openDossiers(locals.ctx, { callCode: params.code, version: input.value.version })
			: input;
		return opened.ok ? { opened: opened.value.opened } : failWith(opened.refusal, {});
	}
};
