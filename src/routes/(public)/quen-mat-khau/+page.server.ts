import type { Actions, PageServerLoad } from './$types';
import { emailShape } from '#lib/contracts/identity/enter.ts';
import { requestPasswordReset } from '#lib/server/app/identity/reset-password.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import { formAction } from '#lib/server/http/form-action.ts';

export const load: PageServerLoad = ({ locals }) => ({ embedded: locals.ctx.app.config.embedded });

export const actions: Actions = {
	default: formAction(
		emailShape,
		(ctx, { email }, event) => requestPasswordReset(ctx, { email, address: clientAddress(event) }),
		{ done: ({ email }) => ({ sentTo: email }) }
	)
};
