import type { PageServerLoad } from './$types';
import { isShown } from '#lib/domain/uploads/shown-kind.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { findDocument, mayServe } from '#lib/server/app/steps/uploads/find-document.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

/** What one should know of a file before it is fetched. */
export const load: PageServerLoad = async ({ locals, params, request, url }) => {
	const document = valueOrError(await findDocument(locals.ctx, params.id), url);
	const served = mayServe(locals.ctx, document, true).ok;
	return {
		backHref: cameFrom(request, url),
		name: document.fileName,
		size: formatFileSize(document.size, locals.locale),
		uploadedAt: formatDateTime(document.uploadedAt, locals.locale),
		sha256: document.sha256,
		verdict: document.verdict,
		shownHref:
			served && isShown(document.fileName)
				? localizeHref(`/api/tai-lieu/${document.id}?dong-y=1&xem=1`)
				: undefined,
		href: served ? localizeHref(`/api/tai-lieu/${document.id}?dong-y=1`) : undefined
	};
};

/** The page of ours that led here: a sheet, a checklist, a dossier. */
function cameFrom(request: Request, { origin, pathname }: URL): string | undefined {
	const referer = request.headers.get('referer') ?? '';
	const from = URL.canParse(referer) ? new URL(referer) : undefined;
	return from?.origin === origin && from.pathname !== pathname ? from.pathname + from.search : undefined;
}
