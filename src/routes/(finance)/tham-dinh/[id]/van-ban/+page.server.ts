import type { PageServerLoad } from './$types';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { code, title } = valueOrError(await readAppraisal(locals.ctx, params.id), url);
	return { id: params.id, code, title };
};
