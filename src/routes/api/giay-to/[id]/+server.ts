import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { openPaper } from '#lib/server/app/organisations/open-paper.ts';
import { fileResponse } from '#lib/server/http/file-response.ts';
import { statusOf } from '#lib/server/http/refusal-response.ts';

/** A paper of an organisation, always as an attachment. `?dong-y=1`: the link says that no scanner has seen it. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const opened = await openPaper(locals.ctx, { id: params.id, told: url.searchParams.get('dong-y') === '1' });
	if (opened.ok) return fileResponse(opened.value.paper, opened.value.object, { ranged: false });
	error(statusOf(opened.refusal), { message: sayRefusal(opened.refusal), code: opened.refusal.code });
};

/** What GET would say, without holding the file open for a body that nobody reads. */
export const HEAD: RequestHandler = async (event) => {
	const response = await GET(event);
	await response.body?.cancel();
	return new Response(null, { status: response.status, headers: response.headers });
};
