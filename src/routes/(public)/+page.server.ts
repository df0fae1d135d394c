import type { PageServerLoad } from './$types';
import { listPublicCalls } from '#lib/server/app/calls/public-calls.ts';
import { listPublishedResults } from '#lib/server/app/records/published-results.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const [open, coming, results] = await Promise.all([
		listPublicCalls(locals.ctx, { standing: 'open', search: '', page: 1, size: 6 }),
		listPublicCalls(locals.ctx, { standing: 'coming', search: '', page: 1, size: 3 }),
		listPublishedResults(locals.ctx, { search: '', year: undefined, page: 1, size: 4, supportedOnly: true })
	]);
	const { rows, total, now } = valueOrError(open, url);
	return {
		calls: rows,
		open: total,
		now,
		coming: valueOrError(coming, url).rows,
		results: valueOrError(results, url).rows
	};
};
