import { readWorkCalendar } from '#lib/server/app/work/work-calendar.ts';
import { calendarFile } from '#lib/server/http/calendar-file.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const calendar = valueOrError(await readWorkCalendar(locals.ctx, params.token), url);
	return new Response(calendarFile(calendar, locals.ctx.app.config.origin), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'inline; filename="chuan.ics"',
			'cache-control': 'private, no-store'
		}
	});
};
