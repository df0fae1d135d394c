import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { newCallShape } from '#lib/contracts/calls/call-form.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { createCall } from '#lib/server/app/calls/create-call.ts';
import { readNewCall } from '#lib/server/app/calls/staff-calls.ts';
import { longFormFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readNewCall(locals.ctx), url);

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const fields = await longFormFields(request);
		const input = parseInput(newCallShape, fields);
		const made = input.ok ? await createCall(locals.ctx, input.value) : input;
		if (!made.ok) return failWith(made.refusal, fields);
		redirect(303, localizeHref(`/van-phong/dot/${made.value.code}`));
	}
};
