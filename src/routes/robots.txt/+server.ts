import { feedAnswer } from '#lib/server/http/followed-calls.ts';
import type { RequestHandler } from './$types';

/** Public pages may be found; searches and answers for programs are nothing to find. */
export const GET: RequestHandler = ({ locals: { ctx } }) =>
	feedAnswer(
		[
			'User-agent: *',
			'Disallow: /api/',
			'Disallow: /*?tim=',
			`Sitemap: ${ctx.app.config.origin}/sitemap.xml`,
			''
		].join('\n'),
		'text/plain'
	);
