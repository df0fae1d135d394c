import { drawCouncilPaper } from '#lib/server/app/records/council-papers/draw-council-paper.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import { drawnPaperResponse } from './drawn-paper.ts';

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
	return drawnPaperResponse(drawn, format);
}
