import { readTile } from '#lib/server/app/audit/read-public-log.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { RequestHandler } from './$types';

/** What a tile of this width holds never changes, full or not: it may be kept for good. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const bytes = valueOrError(await readTile(locals.ctx, params.path), url);
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/octet-stream',
			'cache-control': 'public, max-age=31536000, immutable'
		}
	});
};
