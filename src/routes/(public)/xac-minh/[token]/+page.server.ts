import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { newPasswordShape } from '#lib/contracts/identity/enter.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { completeSignUp, readSignUpLink } from '#lib/server/app/identity/complete-sign-up.ts';
import type { CompletedSignUp } from '#lib/server/app/identity/complete-sign-up.ts';
import { startSession, writeDevice } from '#lib/server/http/entrance.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const link = await readSignUpLink(locals.ctx, params.token);
	return { link: link.ok ? link.value : null };
};

/** Where the person was on the way to; else to what comes next with an organisation, or without one. */
function wayOn({ back, organisation }: CompletedSignUp): string {
	// What is under the same code comes first: the person learns what happens next.
	if (organisation === 'beside') return localizeHref('/to-chuc?ma-da-co');
	if (organisation === 'exists') return localizeHref('/to-chuc');
	if (back !== '') return back;
	return localizeHref(organisation === 'created' ? '/ho-so/moi' : '/to-chuc');
}

export const actions: Actions = {
	// A press of a button, not the opening of the link: scanners of mail open every link.
	default: formAction(
		newPasswordShape,
		(ctx, input, { params }) => completeSignUp(ctx, { ...input, token: params.token }),
		{
			typed: nothing,
			done: (completed, { cookies, locals }) => {
				startSession(cookies, locals.ctx, completed.session);
				writeDevice(cookies, locals.ctx, completed.device);
				redirect(303, wayOn(completed));
			}
		}
	)
};
