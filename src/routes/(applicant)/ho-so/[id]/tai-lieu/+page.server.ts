import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { abortUpload } from '#lib/server/app/uploads/abort-upload.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { dateDocument, removeDocument, restoreDocument } from '#lib/server/app/uploads/change-documents.ts';
import { readDocuments } from '#lib/server/app/uploads/read-documents.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { postedFile } from '#lib/server/http/posted-file.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';
import { checklistPage } from './checklist-page.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	checklistPage(valueOrError(await readDocuments(locals.ctx, params.id), url), locals.locale);

/** Back to the page, at the item, so that a reload sends nothing again. */
function done(id: string, itemKey = ''): never {
	redirect(303, `${localizeHref(`/ho-so/${id}/tai-lieu`)}${itemKey === '' ? '' : `#muc-${itemKey}`}`);
}

function refusedAt(refusal: Refusal, itemKey: string) {
	return fail(statusOf(refusal), { itemKey, problem: sayRefusal(refusal) });
}

const DONE = { done: { done: true } };

export const actions: Actions = {
	upload: async ({ request, locals, params }) => {
		const posted = await postedFile(request);
		if (!posted.ok) return refusedAt(posted.refusal, '');
		const { fileName, bytes, fields } = posted.value;
		const { itemKey = '', replaces } = fields;
		const attached = await attachDocument(locals.ctx, {
			applicationId: params.id,
			itemKey,
			fileName,
			bytes,
			...(replaces === undefined ? {} : { replaces })
		});
		return attached.ok ? done(params.id, itemKey) : refusedAt(attached.refusal, itemKey);
	},
	remove: formAction(
		hiddenFields('documentId'),
		(ctx, { documentId }) => removeDocument(ctx, documentId),
		DONE
	),
	restore: formAction(
		hiddenFields('documentId'),
		(ctx, { documentId }) => restoreDocument(ctx, documentId),
		DONE
	),
	date: formAction(
		hiddenFields('documentId', 'date'),
		(ctx, { documentId, date }) => dateDocument(ctx, documentId, date),
		DONE
	),
	cancel: formAction(hiddenFields('uploadId'), (ctx, { uploadId }) => abortUpload(ctx, uploadId), DONE)
};
