import type { RequestHandler } from './$types';
import { exportTrail } from '#lib/server/app/audit/export-trail.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { trailCsv } from '#lib/server/http/trail-csv.ts';
import { trailQuestion } from '#lib/server/http/trail-question.ts';

/** What the list found, as a file with its proof. A POST: the export is an act, and has an entry of its own. */
export const POST: RequestHandler = async ({ request, locals, url }) => {
	const fields = new URLSearchParams(Object.entries(await formFields(request)));
	const entries = valueOrError(await exportTrail(locals.ctx, trailQuestion(fields)), url);
	return new Response(trailCsv(entries), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': attachmentNamed('nhat-ky.csv'),
			'cache-control': 'private, no-store'
		}
	});
};
