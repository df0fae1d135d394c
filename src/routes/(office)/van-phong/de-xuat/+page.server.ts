import type { PageServerLoad } from './$types';
import { PROPOSAL_STANDINGS } from '#lib/server/app/proposals/ports.ts';
import { listProposals, PROPOSALS_PAGE_SIZE } from '#lib/server/app/proposals/read-proposals.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const standing = PROPOSAL_STANDINGS.find((known) => known === url.searchParams.get('loc')) ?? 'all';
	const listed = valueOrError(await listProposals(locals.ctx, { ...question, standing }), url);
	return { ...listed, ...question, standing, pageSize: PROPOSALS_PAGE_SIZE };
};
