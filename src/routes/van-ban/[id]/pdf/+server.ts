import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { recordName } from '#lib/features/records/record-words.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import type { ReceiptContent } from '#lib/contracts/records/receipt-content.ts';
import { receiptOf } from '#lib/server/app/records/paper-of.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { receiptStanding } from '#lib/server/app/records/receipt-standing.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const receipt = receiptOf(record);
	const standing = receipt === undefined ? null : await receiptStanding(locals.ctx, record, receipt);
	const pdf = await locals.ctx.app.typesetting.paper(record, standing ?? 'in_force');
	if (!pdf.ok) error(statusOf(pdf.refusal), { message: sayRefusal(pdf.refusal), code: pdf.refusal.code });
	return new Response(new Uint8Array(pdf.value), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': attachmentNamed(fileName(record, receipt)),
			'cache-control': 'private, no-store'
		}
	});
};

/** "quyet-dinh-02-QD-SKHCN.pdf": official papers are Vietnamese; what has no number is told by its case or its day. */
function fileName(record: RecordRow, receipt: ReceiptContent | undefined): string {
	const mark = record.numberText ?? receipt?.code ?? vietnamDateOf(record.issuedAt);
	return `${asciiName(recordName(record.kind, 'vi')).toLowerCase()}-${asciiName(mark)}.pdf`;
}
