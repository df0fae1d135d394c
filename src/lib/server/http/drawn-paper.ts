import { error } from '@sveltejs/kit';
import type { Result } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { FILE_TYPES } from '#lib/server/app/records/file-ports.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import { attachmentNamed } from './file-response.ts';
import { statusOf } from './refusal-response.ts';

/** A paper as it is drawn now, to be signed (PDF) or finished (DOCX); nothing keeps it. */
export function drawnPaperResponse(
	drawn: Result<{ readonly file: Uint8Array; readonly fileName: string }>,
	format: FileFormat
): Response {
	if (!drawn.ok) {
		error(statusOf(drawn.refusal), { message: sayRefusal(drawn.refusal), code: drawn.refusal.code });
	}
	const { file, fileName } = drawn.value;
	return new Response(new Uint8Array(file), {
		headers: {
			'content-type': FILE_TYPES[format],
			'content-disposition': attachmentNamed(fileName),
			'cache-control': 'private, no-store'
		}
	});
}
