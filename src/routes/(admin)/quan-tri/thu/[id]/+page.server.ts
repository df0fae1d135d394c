import type { PageServerLoad } from './$types';
import { readMail } from '#lib/server/app/mail/read-outbox.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	mail: valueOrError(await readMail(locals.ctx, params.id), url)
});
