import type { RequestHandler } from './$types';
import { recordFileName } from '#lib/features/records/record-file-name.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { recordFileResponse } from '#lib/server/http/record-file.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

/** The paper for a word processor; a receipt has none. */
export const GET: RequestHandler = async (event) => {
	const record = valueOrError(await readRecord(event.locals.ctx, event.params.id), event.url);
	return recordFileResponse(event, record, { format: 'docx', fileName: recordFileName(record, 'docx') });
};

/** What GET would say, without holding the file open for a body that nobody reads. */
export const HEAD: RequestHandler = async (event) => {
	const response = await GET(event);
	await response.body?.cancel();
	return new Response(null, { status: response.status, headers: response.headers });
};
