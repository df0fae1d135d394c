import type { PageServerLoad } from './$types';
import { listMyCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	seats: valueOrError(await listMyCouncils(locals.ctx), url)
});
