import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { abortUpload } from '#lib/server/app/uploads/abort-upload.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { dateDocument, removeDocument, restoreDocument } from '#lib/server/app/uploads/change-documents.ts';
import { readDocuments } from '#lib/server/app/uploads/read-documents.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { postedFile } from '#lib/server/http/posted-file.ts';
import { failWith, statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';
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

async function change(
	request: Request,
	name: string,
	run: (id: string, fields: Record<string, string>) => Promise<Result<true>>
) {
	const fields = await formFields(request);
	const changed = await run(fields[name] ?? '', fields);
	return changed.ok ? { done: true } : failWith(changed.refusal, fields);
}

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
	remove: ({ request, locals }) => change(request, 'documentId', (id) => removeDocument(locals.ctx, id)),
	restore: ({ request, locals }) => change(request, 'documentId', (id) => restoreDocument(locals.ctx, id)),
	date: ({ request, locals }) =>
		change(request, 'documentId', (id, { date = '' }) => dateDocument(locals.ctx, id, date)),
	cancel: ({ request, locals }) => change(request, 'uploadId', (id) => abortUpload(locals.ctx, id))
};
