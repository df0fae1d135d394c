import type { PageServerLoad } from './$types';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { listPublishedResults, RESULTS_PAGE_SIZE } from '#lib/server/app/records/published-results.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const year = digitsIn(url.searchParams.get('nam') ?? '', { min: 1000, max: 9999 });
	const listed = valueOrError(await listPublishedResults(locals.ctx, { ...question, year }), url);
	return { ...listed, ...question, year, pageSize: RESULTS_PAGE_SIZE };
};
