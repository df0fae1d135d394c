import type { RequestHandler } from './$types';
import { mayReadMetrics, metricsText } from '#lib/server/http/metrics.ts';

/** Figures of the running portal, as Prometheus reads them; to this machine, or to who shows the token. */
export const GET: RequestHandler = async ({ locals, request, getClientAddress }) => {
	const { app } = locals.ctx;
	if (!mayReadMetrics(request.headers, getClientAddress(), app.config.metricsToken))
		return new Response('not found', { status: 404 });
	return new Response(await metricsText(app), {
		headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }
	});
};
