import type { PageServerLoad } from './$types';
import { TIE_STANDINGS } from '#lib/server/app/ties/ports.ts';
import { listTies, TIES_PAGE_SIZE } from '#lib/server/app/ties/read-ties.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = url.searchParams.get('tinh-trang');
	const standing = TIE_STANDINGS.find((known) => known === asked) ?? 'waiting';
	const question = { ...listQuestion(url), standing };
	const { rows, total, period } = valueOrError(await listTies(locals.ctx, question), url);
	return { rows, total, period, ...question, pageSize: TIES_PAGE_SIZE };
};
