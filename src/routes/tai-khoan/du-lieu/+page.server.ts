import type { Actions, PageServerLoad } from './$types';
import { dataRequestShape } from '#lib/contracts/privacy/data-request.ts';
import { askDataRequest } from '#lib/server/app/privacy/ask-data-request.ts';
import { readOwnRequests } from '#lib/server/app/privacy/read-privacy.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readOwnRequests(locals.ctx), url);

export const actions: Actions = {
	ask: formAction(dataRequestShape, askDataRequest, { done: { done: 'asked' } })
};
