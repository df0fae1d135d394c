import type { PageServerLoad } from './$types';
import { readCouncilPapers } from '#lib/server/app/records/council-papers/read-council-papers.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(
		await readCouncilPapers(locals.ctx, {
			callCode: params.code,
			stage: url.searchParams.get('hoi-dong') ?? undefined
		}),
		url
	);
