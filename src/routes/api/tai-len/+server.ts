import type { RequestHandler } from './$types';
import { tusCreate, tusOptions } from '#lib/server/http/tus.ts';

export const OPTIONS: RequestHandler = () => tusOptions();

export const POST: RequestHandler = ({ locals, request, url }) =>
	tusCreate(locals.ctx, request, url.pathname);
