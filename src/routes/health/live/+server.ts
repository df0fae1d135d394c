import type { RequestHandler } from './$types';

/** For whoever restarts processes: this one answers. It says nothing of the database; `/health` does. */
export const GET: RequestHandler = () =>
	Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
