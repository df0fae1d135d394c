import type { Actions, PageServerLoad } from './$types';
import { newCallShape } from '#lib/contracts/calls/call-form.ts';
import { createCall } from '#lib/server/app/calls/create-call.ts';
import { readNewCall } from '#lib/server/app/calls/staff-calls.ts';
import { formAction, seeOther } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readNewCall(locals.ctx), url);

export const actions: Actions = {
	default: formAction(newCallShape, createCall, {
		long: true,
		done: ({ code }) => seeOther(`/van-phong/dot/${code}`)
	})
};
