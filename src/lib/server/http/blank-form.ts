import { error } from '@sveltejs/kit';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { readBlankForm } from '#lib/server/app/prints/read-blank-form.ts';
import { FILE_TYPES } from '#lib/server/app/records/file-ports.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import { attachmentNamed } from './file-response.ts';
import { statusOf } from './refusal-response.ts';

/** An empty form of a call as a file that anybody takes. */
export async function blankFormResponse(
	{ ctx }: App.Locals,
	asked: { readonly code: string; readonly variant: string; readonly form: string },
	format: FileFormat
): Promise<Response> {
	const blank = await readBlankForm(ctx, { ...asked, format });
	if (!blank.ok)
		error(statusOf(blank.refusal), { message: sayRefusal(blank.refusal), code: blank.refusal.code });
	const { file, fileName } = blank.value;
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': FILE_TYPES[format],
			'content-disposition': attachmentNamed(fileName),
			'cache-control': 'public, max-age=300'
		}
	});
}
