import type { PageServerLoad } from './$types';
import { FAULTS_PAGE_SIZE, listObjectFaults } from '#lib/server/app/uploads/check-objects.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { page } = listQuestion(url);
	const { rows, total, all, recent } = valueOrError(await listObjectFaults(locals.ctx, { page }), url);
	return { rows, total, all, recent, page, pageSize: FAULTS_PAGE_SIZE };
};
