import type { Actions, PageServerLoad } from './$types';
import { newPasswordShape } from '#lib/contracts/identity/enter.ts';
import { readPasswordLink, setPasswordByLink } from '#lib/server/app/identity/reset-password.ts';
import { formAction, nothing, seeOther } from '#lib/server/http/form-action.ts';

export const load: PageServerLoad = async ({ locals, params }) => ({
	works: (await readPasswordLink(locals.ctx, params.token)).ok
});

export const actions: Actions = {
	default: formAction(
		newPasswordShape,
		(ctx, input, { params }) => setPasswordByLink(ctx, { ...input, token: params.token }),
		{ typed: nothing, done: () => seeOther('/dang-nhap?xong=mat-khau') }
	)
};
