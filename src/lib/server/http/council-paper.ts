import { error } from '@sveltejs/kit';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { drawCouncilPaper } from '#lib/server/app/records/council-papers/draw-council-paper.ts';
import { FILE_TYPES } from '#lib/server/app/records/file-ports.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import { attachmentNamed } from './file-response.ts';
import { statusOf } from './refusal-response.ts';

interface Asked {
	readonly locals: App.Locals;
	readonly params: { readonly code: string; readonly paper: string };
	readonly url: URL;
}

/** A paper of a council as it is now, to be signed (PDF) or finished (DOCX). */
export async function councilPaperResponse(
	{ locals, params, url }: Asked,
	format: FileFormat
): Promise<Response> {
	const asked = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
	const drawn = await drawCouncilPaper(locals.ctx, {
		callCode: params.code,
		stage: asked('hoi-dong'),
		paper: params.paper,
		lotId: asked('nhiem-vu'),
		applicationId: asked('ho-so'),
		format
	});
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
