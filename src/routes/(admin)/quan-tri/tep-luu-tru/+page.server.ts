import type { PageServerLoad } from './$types';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { listStuckFiles, STUCK_PAGE_SIZE } from '#lib/server/app/records/list-stuck-files.ts';
import { FAULTS_PAGE_SIZE, listObjectFaults } from '#lib/server/app/uploads/check-objects.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { page } = listQuestion(url);
	const papersPage = digitsIn(url.searchParams.get('van-ban') ?? '1', { min: 1, max: 999_999 }) ?? 1;
	const { rows, total, all, recent } = valueOrError(await listObjectFaults(locals.ctx, { page }), url);
	const stuck = valueOrError(await listStuckFiles(locals.ctx, { page: papersPage }), url);
	const papers = { ...stuck, page: papersPage, pageSize: STUCK_PAGE_SIZE };
	return { rows, total, all, recent, page, pageSize: FAULTS_PAGE_SIZE, papers };
};
