import { error, redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { refuse } from '#lib/domain/shared/result.ts';
import { reportObject } from '#lib/server/app/steps/uploads/report-object.ts';
import { openDocument } from '#lib/server/app/steps/uploads/find-document.ts';
import { fileResponse, rangeAsked } from '#lib/server/http/file-response.ts';
import { log } from '#lib/server/http/log.ts';
import { statusOf } from '#lib/server/http/refusal-response.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

/**
 * The bytes of a document, as an attachment; `?xem=1`: to be looked at, where the browser can show them. `?dong-y=1`:
 * the reader was told that no scanner has seen it.
 */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const opened = await openDocument(locals.ctx, {
		id: params.id,
		told: url.searchParams.get('dong-y') === '1',
		rangeOf: (file) => rangeAsked(request.headers, file),
		damaged: ({ id, objectKey }) => {
			log.error({ document: id, objectKey, refusal: 'object_damaged' }, 'stored file');
			const found = refuse('object_damaged');
			reportObject(locals.ctx.app, { kind: 'document', id }, found).catch((thrown: unknown) => {
				log.error({ err: thrown, document: id }, 'bug');
			});
		}
	});
	if (opened.ok) {
		const { document, object, ranged } = opened.value;
		return fileResponse(document, object, { ranged, shown: url.searchParams.get('xem') === '1' });
	}
	const { refusal } = opened;
	if (refusal.code === 'document_unscanned') redirect(303, localizeHref(`/tai-lieu/${params.id}`));
	if (refusal.code === 'object_damaged' || refusal.code === 'object_not_found')
		log.error({ document: params.id, refusal: refusal.code }, 'stored file');
	const status = refusal.code === 'range_not_satisfiable' ? 416 : statusOf(refusal);
	error(status, { message: sayRefusal(refusal), code: refusal.code });
};

/** What GET would say, without holding the file open for a body that nobody reads. */
export const HEAD: RequestHandler = async (event) => {
	const response = await GET(event);
	await response.body?.cancel();
	return new Response(null, { status: response.status, headers: response.headers });
};
