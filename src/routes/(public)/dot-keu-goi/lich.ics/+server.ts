import { callCalendar } from '#lib/server/http/call-feeds.ts';
import { callsFollowed, feedAnswer } from '#lib/server/http/followed-calls.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) =>
	feedAnswer(callCalendar(await callsFollowed(locals, url, 'ahead')), 'text/calendar');
