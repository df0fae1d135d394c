import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { newPasswordShape } from '#lib/contracts/identity/enter.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { readPasswordLink, setPasswordByLink } from '#lib/server/app/identity/reset-password.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params }) => ({
	works: (await readPasswordLink(locals.ctx, params.token)).ok
});

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const input = parseInput(newPasswordShape, await formFields(request));
		if (!input.ok) return failWith(input.refusal, {});
		const set = await setPasswordByLink(locals.ctx, { ...input.value, token: params.token });
		if (!set.ok) return failWith(set.refusal, {});
		redirect(303, localizeHref('/dang-nhap?xong=mat-khau'));
	}
};
