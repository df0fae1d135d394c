import { WITNESS_SCRIPT } from '#lib/server/audit/witness-script.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
	new Response(WITNESS_SCRIPT.source, {
		headers: {
			'content-type': 'text/javascript; charset=utf-8',
			'content-disposition': attachmentNamed(WITNESS_SCRIPT.name),
			'cache-control': 'no-cache'
		}
	});
