import type { PageServerLoad } from './$types';
import { can } from '#lib/domain/access/policy.ts';
import { readPublicCall } from '#lib/server/app/calls/public-calls.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readPublicCall(locals.ctx, params.code), url);
	// The staff do not apply; visitors are asked to sign in on the way.
	const mayApply = locals.actor.kind !== 'person' || can(locals.actor, 'application.create').ok;
	const withoutOrganisation =
		locals.actor.kind === 'person' && locals.actor.grants.length === 0 && locals.actor.seats.length === 0;
	return { ...view, mayApply: mayApply || withoutOrganisation, withoutOrganisation };
};
