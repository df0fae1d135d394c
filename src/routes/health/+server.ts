import type { RequestHandler } from './$types';

/** For a watcher: the process answers and reaches its database. */
export const GET: RequestHandler = async ({ locals }) => {
	const now = await locals.ctx.app.db.read.clock.now();
	return Response.json(
		{ status: 'ok', now: now.toISOString() },
		{ headers: { 'cache-control': 'no-store' } }
	);
};
