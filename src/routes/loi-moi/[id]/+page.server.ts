import type { Actions, PageServerLoad } from './$types';
import { acceptInvitation, declineInvitation } from '#lib/server/app/organisations/answer-invitation.ts';
import { readInvitation } from '#lib/server/app/organisations/read-invitation.ts';
import { buttonAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readInvitation(locals.ctx, params.id), url);

export const actions: Actions = {
	accept: buttonAction((ctx, { params }) => acceptInvitation(ctx, params.id), {
		done: (standing) => ({ done: standing })
	}),
	decline: buttonAction((ctx, { params }) => declineInvitation(ctx, params.id), {
		done: { done: 'declined' }
	})
};
