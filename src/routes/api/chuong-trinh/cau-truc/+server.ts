import type { RequestHandler } from './$types';
import { definitionSchema } from '#lib/contracts/definitions/definition-schema.ts';

let schema: string | undefined;

/** The structure of a programme's document, for editors that write one; it changes with a release only. */
export const GET: RequestHandler = () => {
	schema ??= JSON.stringify(definitionSchema());
	return new Response(schema, {
		headers: {
			'content-type': 'application/schema+json; charset=utf-8',
			'cache-control': 'public, max-age=3600'
		}
	});
};
