import { readPublicLog } from '#lib/server/app/audit/read-public-log.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	const { newest } = valueOrError(await readPublicLog(locals.ctx), url);
	return new Response(newest.text, {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
	});
};
