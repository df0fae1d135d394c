import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { recordFileName } from '#lib/features/records/record-file-name.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import { receiptOf } from '#lib/server/app/records/paper-of.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { receiptStanding } from '#lib/server/app/records/receipt-standing.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { recordFileResponse } from '#lib/server/http/record-file.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';

export const GET: RequestHandler = async (event) => {
	const { ctx } = event.locals;
	const record = valueOrError(await readRecord(ctx, event.params.id), event.url);
	const receipt = receiptOf(record);
	return receipt === undefined
		? recordFileResponse(event, record, { format: 'pdf', fileName: recordFileName(record, 'pdf') })
		: receiptResponse(ctx, record, receipt);
};

/** What GET would say, without holding the file open for a body that nobody reads. */
export const HEAD: RequestHandler = async (event) => {
	const response = await GET(event);
	await response.body?.cancel();
	return new Response(null, { status: response.status, headers: response.headers });
};

/** A receipt says what its copy is worth at this moment, so it is set when it is asked for. */
async function receiptResponse(ctx: Context, record: RecordRow, receipt: ReceiptContent): Promise<Response> {
	const standing = await receiptStanding(ctx, record, receipt);
	const pdf = await ctx.app.typesetting.paper(record, standing ?? 'in_force');
	if (!pdf.ok) error(statusOf(pdf.refusal), { message: sayRefusal(pdf.refusal), code: pdf.refusal.code });
	return new Response(new Uint8Array(pdf.value), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': attachmentNamed(recordFileName(record, 'pdf', receipt.code)),
			'cache-control': 'private, no-store'
		}
	});
}
