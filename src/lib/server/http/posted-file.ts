import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { PLAIN_FORM_BYTES } from '#lib/domain/uploads/upload.ts';
import { textsOf } from './form-fields.ts';
import { FORM_BYTES, readForm } from './request-body.ts';

export interface PostedFile {
	readonly fileName: string;
	readonly bytes: Uint8Array;
	readonly fields: Readonly<Record<string, string>>;
}

/**
 * A form with one file (`file`) and text fields. Refusals: `file_missing` (also for a text where the file belongs),
 * `plain_form_too_large` {limit} in megabytes.
 */
export async function postedFile(request: Request): Promise<Result<PostedFile>> {
	const limit = String(PLAIN_FORM_BYTES / (1024 * 1024));
	const tooLarge = { field: 'file', params: { limit } };
	// Said before it is read: the words name the file's own limit.
	const announced = Number(request.headers.get('content-length') ?? '0');
	if (announced > PLAIN_FORM_BYTES + FORM_BYTES) return refuse('plain_form_too_large', tooLarge);
	const form = await readForm(request, PLAIN_FORM_BYTES + FORM_BYTES);
	const fields = textsOf(form);
	const file = form.get('file');
	// A browser sends a nameless empty file where nothing was chosen.
	if (!(file instanceof File) || file.name === '') return refuse('file_missing', { field: 'file' });
	if (file.size > PLAIN_FORM_BYTES) return refuse('plain_form_too_large', tooLarge);
	return ok({ fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()), fields });
}
