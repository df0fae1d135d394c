import type { RequestHandler } from './$types';
import { drawAppraisalPaper } from '#lib/server/app/records/appraisal-papers/draw-appraisal-paper.ts';
import { drawnPaperResponse } from '#lib/server/http/drawn-paper.ts';

export const GET: RequestHandler = async ({ locals, params }) =>
	drawnPaperResponse(await drawAppraisalPaper(locals.ctx, { ...params, format: 'docx' }), 'docx');
