import type { PageServerLoad } from './$types';
import { isOpenToAll } from '#lib/domain/access/routes.ts';
import { partsOf } from '#lib/features/admin/text-with-links.ts';
import { readMail } from '#lib/server/app/mail/read-outbox.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const mail = valueOrError(await readMail(locals.ctx, params.id), url);
	// A message leads where its reader may go. To whoever else reads it here, those doors do not open.
	const body = partsOf(mail.body, ({ origin, pathname }) => origin !== url.origin || isOpenToAll(pathname));
	return { mail, body };
};
