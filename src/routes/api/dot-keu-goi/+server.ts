import { callData } from '#lib/server/http/call-feeds.ts';
import { callsFollowed, feedAnswer, FEED_SIZE } from '#lib/server/http/followed-calls.ts';
import type { RequestHandler } from './$types';

/** Open data: every published call, those that can still be applied for first, a page at a time (`?trang=2`). */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { total, page, ...news } = await callsFollowed(locals, url, 'all');
	const answer = { at: news.now.toISOString(), total, page, pageSize: FEED_SIZE, calls: callData(news) };
	return feedAnswer(JSON.stringify(answer), 'application/json');
};
