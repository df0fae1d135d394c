import type { RequestHandler } from './$types';
import { tusAppend, tusOffset, tusOptions, tusTerminate, uploadOutcome } from '#lib/server/http/tus.ts';

export const OPTIONS: RequestHandler = () => tusOptions();

export const HEAD: RequestHandler = ({ locals, request, params }) =>
	tusOffset(locals.ctx, request, params.id);

export const PATCH: RequestHandler = ({ locals, request, params }) =>
	tusAppend(locals.ctx, request, params.id);

export const DELETE: RequestHandler = ({ locals, request, params }) =>
	tusTerminate(locals.ctx, request, params.id);

export const GET: RequestHandler = ({ locals, params }) => uploadOutcome(locals.ctx, params.id);
