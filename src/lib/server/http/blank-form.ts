import { error } from '@sveltejs/kit';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import type { BlankFormat } from '#lib/server/app/prints/ports.ts';
import { readBlankForm } from '#lib/server/app/prints/read-blank-form.ts';
import { attachmentNamed } from './file-response.ts';
import { statusOf } from './refusal-response.ts';

const TYPES: Readonly<Record<BlankFormat, string>> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
};

/** An empty form of a call as a file that anybody takes. */
export async function blankFormResponse(
	{ ctx }: App.Locals,
	asked: { readonly code: string; readonly variant: string; readonly form: string },
	format: BlankFormat
): Promise<Response> {
	const blank = await readBlankForm(ctx, { ...asked, format });
	if (!blank.ok)
		error(statusOf(blank.refusal), { message: sayRefusal(blank.refusal), code: blank.refusal.code });
	const { file, fileName } = blank.value;
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': TYPES[format],
			'content-disposition': attachmentNamed(fileName),
			'cache-control': 'public, max-age=300'
		}
	});
}
