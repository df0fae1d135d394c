import type { Actions, PageServerLoad } from './$types';
import { acceptInvitation, declineInvitation } from '#lib/server/app/organisations/answer-invitation.ts';
import { readInvitation } from '#lib/server/app/organisations/read-invitation.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readInvitation(locals.ctx, params.id), url);

export const actions: Actions = {
	accept: async ({ locals, params }) => {
		const accepted = await acceptInvitation(locals.ctx, params.id);
		return accepted.ok ? { done: accepted.value } : failWith(accepted.refusal, {});
	},
	decline: async ({ locals, params }) => {
		const declined = await declineInvitation(locals.ctx, params.id);
		return declined.ok ? { done: 'declined' as const } : failWith(declined.refusal, {});
	}
};
