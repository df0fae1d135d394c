import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { printForm } from '#lib/server/app/prints/print-form.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { statusOf } from '#lib/server/http/refusal-response.ts';

/** A form to be signed. Posted, since what was printed is kept. */
export const POST: RequestHandler = async ({ locals, params }) => {
	const printed = await printForm(locals.ctx, params);
	if (!printed.ok) {
		error(statusOf(printed.refusal), { message: sayRefusal(printed.refusal), code: printed.refusal.code });
	}
	const { file, fileName } = printed.value;
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': attachmentNamed(fileName),
			'cache-control': 'private, no-store'
		}
	});
};
