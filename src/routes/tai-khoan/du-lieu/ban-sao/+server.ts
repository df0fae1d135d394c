import type { RequestHandler } from './$types';
import { copyOwnData } from '#lib/server/app/privacy/read-privacy.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

/** What the portal keeps of the reader, as a file that people and programs read. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { at, parts } = valueOrError(await copyOwnData(locals.ctx), url);
	const copy = {
		takenAt: at.toISOString(),
		...Object.fromEntries(parts.map(({ part, rows, total }) => [part, { total, rows }]))
	};
	return new Response(`${JSON.stringify(copy, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="du-lieu-cua-toi-${at.toISOString().slice(0, 10)}.json"`,
			'cache-control': 'no-store'
		}
	});
};
