import type { Actions, PageServerLoad } from './$types';
import { listNotices, NOTICES_PAGE_SIZE, readNotices } from '#lib/server/app/mail/notices.ts';
import { buttonAction, formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const unread = url.searchParams.get('tinh-trang') === 'chua-doc';
	const { rows, total } = valueOrError(await listNotices(locals.ctx, { ...question, unread }), url);
	const { locale } = locals.ctx;
	return {
		rows: rows.map(({ id, words, path, at, readAt }) => {
			// An official letter is in Vietnamese, whoever reads it.
			const lang = words[locale].subject === '' ? ('vi' as const) : locale;
			return { id, ...words[lang], lang, path, at, read: readAt !== null };
		}),
		total,
		...question,
		unread,
		pageSize: NOTICES_PAGE_SIZE
	};
};

export const actions: Actions = {
	read: formAction(hiddenFields('noticeId'), (ctx, { noticeId }) => readNotices(ctx, { id: noticeId }), {
		typed: nothing,
		done: { done: true }
	}),
	readAll: buttonAction((ctx) => readNotices(ctx, {}), { done: { done: true } })
};
