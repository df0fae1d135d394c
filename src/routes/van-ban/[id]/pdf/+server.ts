import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';
import { recordPdf } from '#lib/server/render/record-pdf.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const pdf = await recordPdf(record);
	if (!pdf.ok) error(statusOf(pdf.refusal), { message: sayRefusal(pdf.refusal), code: pdf.refusal.code });
	const name = `${record.kind}-${(record.numberText ?? record.id).replace(/[^0-9A-Za-z]+/g, '-')}.pdf`;
	return new Response(new Uint8Array(pdf.value), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});
};
