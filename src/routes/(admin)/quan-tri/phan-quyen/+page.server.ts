import type { PageServerLoad } from './$types';
import { PROPOSAL_STANDINGS } from '#lib/server/app/identity/proposal-ports.ts';
import { listProposals, PROPOSALS_PAGE_SIZE } from '#lib/server/app/identity/read-proposals.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = url.searchParams.get('tinh-trang');
	const standing = PROPOSAL_STANDINGS.find((known) => known === asked) ?? 'waiting';
	const question = { ...listQuestion(url), standing };
	const { rows, total } = valueOrError(await listProposals(locals.ctx, question), url);
	return { rows, total, ...question, pageSize: PROPOSALS_PAGE_SIZE };
};
