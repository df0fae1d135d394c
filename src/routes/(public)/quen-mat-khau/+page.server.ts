import type { Actions, PageServerLoad } from './$types';
import { emailShape } from '#lib/contracts/identity/enter.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { requestPasswordReset } from '#lib/server/app/identity/reset-password.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = ({ locals }) => ({ embedded: locals.ctx.app.config.embedded });

export const actions: Actions = {
	default: async (event) => {
		const { request, locals } = event;
		const fields = await formFields(request);
		const input = parseInput(emailShape, fields);
		if (!input.ok) return failWith(input.refusal, fields);
		const asked = await requestPasswordReset(locals.ctx, {
			email: input.value.email,
			address: clientAddress(event)
		});
		if (!asked.ok) return failWith(asked.refusal, fields);
		return { sentTo: asked.value.email };
	}
};
