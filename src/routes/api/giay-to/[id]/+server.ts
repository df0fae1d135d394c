import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { openPaper } from '#lib/server/app/organisations/open-paper.ts';
import { reportObject } from '#lib/server/app/steps/uploads/report-object.ts';
import { fileResponse, rangeAsked } from '#lib/server/http/file-response.ts';
import { log } from '#lib/server/http/log.ts';
import { statusOf } from '#lib/server/http/refusal-response.ts';

/** A paper of an organisation, always as an attachment. `?dong-y=1`: the link says that no scanner has seen it. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const opened = await openPaper(locals.ctx, {
		id: params.id,
		told: url.searchParams.get('dong-y') === '1',
		rangeOf: (file) => rangeAsked(request.headers, file),
		damaged: ({ id, objectKey }) => {
			log.error({ paper: id, objectKey, refusal: 'object_damaged' }, 'stored file');
			const found = refuse('object_damaged');
			reportObject(locals.ctx.app, { kind: 'organisation_paper', id }, found).catch((thrown: unknown) => {
				log.error({ err: thrown, paper: id }, 'bug');
			});
		}
	});
	if (opened.ok) {
		const { paper, object, ranged } = opened.value;
		return fileResponse(paper, object, { ranged });
	}
	const { refusal } = opened;
	if (refusal.code === 'object_damaged' || refusal.code === 'object_not_found')
		log.error({ paper: params.id, refusal: refusal.code }, 'stored file');
	const status = refusal.code === 'range_not_satisfiable' ? 416 : statusOf(refusal);
	error(status, { message: sayRefusal(refusal), code: refusal.code });
};

/** What GET would say, without holding the file open for a body that nobody reads. */
export const HEAD: RequestHandler = async (event) => {
	const response = await GET(event);
	await response.body?.cancel();
	return new Response(null, { status: response.status, headers: response.headers });
};
