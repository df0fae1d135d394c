import { error } from '@sveltejs/kit';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { viewerFrame } from '#lib/server/http/viewer-frame.ts';
import type { RequestHandler } from './$types';

/** The frame that draws files; it holds none itself. `ma`: the script of the build that draws. */
export const GET: RequestHandler = ({ url }) =>
	viewerFrame(url.searchParams.get('ma') ?? '', url.origin) ??
	error(404, { message: sayRefusal({ code: 'not_found' }), code: 'not_found' });
