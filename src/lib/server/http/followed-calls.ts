import { listPublicCalls } from '#lib/server/app/calls/public-calls.ts';
import type { CallNews } from './call-feeds.ts';
import { listQuestion } from './list-question.ts';
import { valueOrError } from './refusal-response.ts';

/** Calls in one answer. */
export const FEED_SIZE = 100;

/** Published calls as a program is told them; `ahead`: those that have not closed. */
export async function callsFollowed(
	{ ctx, locale }: Pick<App.Locals, 'ctx' | 'locale'>,
	url: URL,
	which: 'all' | 'ahead'
): Promise<CallNews & { readonly total: number; readonly page: number }> {
	const { page } = listQuestion(url);
	const asked = { search: '', page, size: FEED_SIZE };
	const standings = which === 'all' ? (['all'] as const) : (['open', 'coming'] as const);
	const listed = await Promise.all(standings.map((standing) => listPublicCalls(ctx, { ...asked, standing })));
	const found = listed.map((one) => valueOrError(one, url));
	return {
		calls: found.flatMap(({ rows }) => rows),
		total: found.reduce((sum, { total }) => sum + total, 0),
		page,
		now: found[0]?.now ?? new Date(0),
		origin: ctx.app.config.origin,
		locale
	};
}

export function feedAnswer(body: string, type: string): Response {
	return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
}
