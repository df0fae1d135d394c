import { callNews } from '#lib/server/http/call-feeds.ts';
import { callsFollowed, feedAnswer } from '#lib/server/http/followed-calls.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) =>
	feedAnswer(callNews(await callsFollowed(locals, url, 'all')), 'application/atom+xml');
