import type { PageServerLoad } from './$types';
import { listApplications, OFFICE_PAGE_SIZE } from '#lib/server/app/intake/list-applications.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { search, page } = listQuestion(url);
	const callCode = (url.searchParams.get('dot') ?? '').slice(0, 60);
	const descending = url.searchParams.get('giam') === '1';
	const question = {
		search,
		page,
		callCode,
		descending,
		state: url.searchParams.get('trang-thai') ?? '',
		sort: url.searchParams.get('xep') ?? 'code'
	};
	const list = valueOrError(await listApplications(locals.ctx, question), url);
	return { ...list, search, callCode, descending, pageSize: OFFICE_PAGE_SIZE };
};
