import type { RequestHandler } from './$types';
import { blankFormResponse } from '#lib/server/http/blank-form.ts';

export const GET: RequestHandler = ({ locals, params }) => blankFormResponse(locals, params, 'pdf');
