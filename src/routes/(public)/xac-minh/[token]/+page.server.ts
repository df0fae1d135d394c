import type { Actions, PageServerLoad } from './$types';
import { readVerificationLink, verifyEmail } from '#lib/server/app/identity/verify-email.ts';
import { failWith } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const link = await readVerificationLink(locals.ctx, params.token);
	return { link: link.ok ? link.value : 'expired' };
};

export const actions: Actions = {
	// A press of a button, not the opening of the link: scanners of mail open every link.
	default: async ({ locals, params }) => {
		const verified = await verifyEmail(locals.ctx, params.token);
		if (!verified.ok) return failWith(verified.refusal, {});
		return { verified: verified.value };
	}
};
