import type { PageServerLoad } from './$types';
import { readReadiness } from '#lib/server/app/operations/read-readiness.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayReadiness } from '#lib/server/http/say-readiness.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { checks, at } = valueOrError(await readReadiness(locals.ctx), url);
	return { checks: sayReadiness(checks), at };
};
