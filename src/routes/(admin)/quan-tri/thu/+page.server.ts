import type { PageServerLoad } from './$types';
import { listMail, OUTBOX_PAGE_SIZE } from '#lib/server/app/mail/read-outbox.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const { rows, total } = valueOrError(await listMail(locals.ctx, question), url);
	return {
		rows: rows.map(
			({ id, recipient, recipientName, subject, state, createdAt, sentAt, sealed, refusedAt }) => ({
				...{ id, recipient, recipientName, subject, state, createdAt, sentAt, sealed },
				refused: refusedAt !== null
			})
		),
		total,
		...question,
		pageSize: OUTBOX_PAGE_SIZE
	};
};
