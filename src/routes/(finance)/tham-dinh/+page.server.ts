import type { PageServerLoad } from './$types';
import { APPRAISAL_STATES } from '#lib/domain/workflow/appraisal.ts';
import { listAppraisals } from '#lib/server/app/budgets/list-appraisals.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { search, page } = listQuestion(url);
	const asked = url.searchParams.get('trang-thai') ?? '';
	const state = APPRAISAL_STATES.find((known) => known === asked);
	const onlyMine = url.searchParams.get('cho-toi') === '1';
	const list = valueOrError(
		await listAppraisals(locals.ctx, { search, onlyMine, page, ...(state !== undefined && { state }) }),
		url
	);
	return { ...list, search, onlyMine, state: state ?? '' };
};
