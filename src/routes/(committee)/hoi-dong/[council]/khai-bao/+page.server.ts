import type { PageServerLoad } from './$types';
import { readDeclarations } from '#lib/server/app/councils/read-declarations.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { members, ...rest } = valueOrError(await readDeclarations(locals.ctx, params.council), url);
	return {
		...rest,
		members,
		seated:
			locals.actor.kind === 'person' &&
			locals.actor.seats.some(({ councilId }) => councilId === params.council)
	};
};
