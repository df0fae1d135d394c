import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { itemView } from '#lib/features/documents/make-views.ts';
import { problemWords } from '#lib/features/form/problem-words.ts';
import { formatFileSize } from '#lib/i18n/formats/file-size.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { abortUpload } from '#lib/server/app/uploads/abort-upload.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { dateDocument, removeDocument, restoreDocument } from '#lib/server/app/uploads/change-documents.ts';
import { readDocuments } from '#lib/server/app/uploads/read-documents.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { postedFile } from '#lib/server/http/posted-file.ts';
import { failWith, statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { of, closed, items, removed, bytes, maxBytes } = valueOrError(
		await readDocuments(locals.ctx, params.id),
		url
	);
	const { locale } = locals;
	const said = items.map(({ problems }) =>
		problems.map((problem) => ({
			code: problem.code,
			error: problem.severity === 'error',
			message: problemWords(problem, locale)
		}))
	);
	const required = items.filter((item) => item.required);
	const whole = required.filter(({ problems }) => problems.every(({ severity }) => severity === 'warning'));
	return {
		application: {
			id: of.application.id,
			title: of.application.title || localizedText(of.lot.title, locale),
			code: of.application.code
		},
		closed: closed === undefined ? undefined : sayRefusal(closed),
		// A missing file is seen at its item and listed at the side; it needs no notice of its own.
		items: items.map((item, index) =>
			itemView(
				item,
				index + 1,
				(said[index] ?? []).filter(({ code }) => code !== 'document_missing'),
				locale
			)
		),
		missing: items.flatMap(({ item }, index) =>
			(said[index] ?? []).filter(({ error }) => error).map(({ message }) => ({ key: item.key, message }))
		),
		required: required.length,
		filled: whole.length,
		removed: removed.map(({ id, fileName, itemKey }) => {
			const home = items.find(({ item }) => item.key === itemKey);
			return { id, name: fileName, about: home === undefined ? '' : localizedText(home.item.label, locale) };
		}),
		room: {
			used: Number(bytes),
			limit: maxBytes,
			usedWords: formatFileSize(bytes, locale),
			limitWords: formatFileSize(maxBytes, locale)
		}
	};
};

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
