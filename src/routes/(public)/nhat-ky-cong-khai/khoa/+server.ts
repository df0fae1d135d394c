import { readPublicLog } from '#lib/server/app/audit/read-public-log.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
	const { keys } = valueOrError(await readPublicLog(locals.ctx), url);
	return new Response(keys.map((key) => `${key}\n`).join(''), {
		headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
	});
};
