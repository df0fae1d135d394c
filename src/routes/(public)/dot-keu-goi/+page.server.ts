import type { PageServerLoad } from './$types';
import { CALLS_PAGE_SIZE, listPublicCalls } from '#lib/server/app/calls/public-calls.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

const STANDINGS = ['all', 'open', 'coming', 'over'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const standing = STANDINGS.find((known) => known === url.searchParams.get('loc')) ?? 'all';
	const listed = valueOrError(await listPublicCalls(locals.ctx, { ...question, standing }), url);
	return { ...listed, ...question, standing, pageSize: CALLS_PAGE_SIZE };
};
