import { feedAnswer } from '#lib/server/http/followed-calls.ts';
import { publicAddresses, siteMap } from '#lib/server/http/site-map.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ctx }, url }) =>
	feedAnswer(siteMap(await publicAddresses(ctx, url), ctx.app.config.origin), 'application/xml');
