import type { PageServerLoad } from './$types';
import { STANDINGS } from '#lib/domain/organisations/standing.ts';
import { CLAIMS_PAGE_SIZE, listClaims } from '#lib/server/app/organisations/read-claims.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = url.searchParams.get('tinh-trang');
	const standing =
		asked === 'tat-ca' ? ('' as const) : (STANDINGS.find((known) => known === asked) ?? 'claimed');
	const question = { ...listQuestion(url), standing };
	const { rows, total } = valueOrError(await listClaims(locals.ctx, question), url);
	return { rows, total, ...question, pageSize: CLAIMS_PAGE_SIZE };
};
