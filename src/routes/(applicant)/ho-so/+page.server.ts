import type { PageServerLoad } from './$types';
import { isApplicationState } from '#lib/domain/workflow/application.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { listOwnApplications } from '#lib/server/app/applications/list-applications.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

const SIZE = 25;
const SORTS = ['updated', 'closes', 'title'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { search, page } = listQuestion(url);
	const state = url.searchParams.get('trang-thai') ?? '';
	const sort = SORTS.find((known) => known === url.searchParams.get('xep')) ?? 'updated';
	const known = isApplicationState(state);
	const list = valueOrError(
		await listOwnApplications(locals.ctx, {
			search,
			...(known ? { states: [state as ApplicationState] } : {}),
			sort,
			page,
			size: SIZE
		}),
		url
	);
	return {
		rows: list.rows,
		total: list.total,
		now: list.now,
		search,
		page,
		sort,
		state: known ? state : '',
		size: SIZE
	};
};
