import type { PageServerLoad } from './$types';
import { CALLS_PAGE_SIZE } from '#lib/server/app/calls/public-calls.ts';
import { listStaffCalls } from '#lib/server/app/calls/staff-calls.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

const STANDINGS = ['all', 'draft', 'coming', 'open', 'over'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const standing = STANDINGS.find((known) => known === url.searchParams.get('loc')) ?? 'all';
	const { rows, ...listed } = valueOrError(await listStaffCalls(locals.ctx, { ...question, standing }), url);
	return {
		...listed,
		...question,
		standing,
		pageSize: CALLS_PAGE_SIZE,
		rows: rows.map(({ code, programme, title, opensAt, closesAt, envelope, state, submitted }) => ({
			code,
			programme,
			title,
			opensAt,
			closesAt,
			envelope,
			state,
			submitted
		}))
	};
};
