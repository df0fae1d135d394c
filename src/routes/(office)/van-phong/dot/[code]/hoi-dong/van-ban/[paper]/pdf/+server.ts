import type { RequestHandler } from './$types';
import { councilPaperResponse } from '#lib/server/http/council-paper.ts';

export const GET: RequestHandler = (event) => councilPaperResponse(event, 'pdf');
