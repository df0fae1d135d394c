import type { PageServerLoad } from './$types';
import { readBallots } from '#lib/server/app/sessions/read-ballots.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readBallots(locals.ctx, { councilId: params.council, lotId: params.lot }), url);
