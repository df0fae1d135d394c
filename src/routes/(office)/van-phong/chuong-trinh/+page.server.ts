import type { PageServerLoad } from './$types';
import { listDefinitions } from '#lib/server/app/definitions/read-definitions.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => ({
	rows: valueOrError(await listDefinitions(locals.ctx), url)
});
