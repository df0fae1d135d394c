import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { recordName } from '#lib/features/records/record-words.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { recordContent } from '#lib/contracts/records/contents.ts';
import type { RecordContent } from '#lib/contracts/records/contents.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { receiptStanding } from '#lib/server/app/records/receipt-standing.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const content = recordContent.parse(record.content);
	const standing =
		content.format === 'chuan.receipt/1' ? await receiptStanding(locals.ctx, record, content) : null;
	const pdf = await locals.ctx.app.typesetting.paper(record, standing ?? 'in_force');
	if (!pdf.ok) error(statusOf(pdf.refusal), { message: sayRefusal(pdf.refusal), code: pdf.refusal.code });
	return new Response(new Uint8Array(pdf.value), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': attachmentNamed(fileName(record, content)),
			'cache-control': 'private, no-store'
		}
	});
};

/** "quyet-dinh-02-QD-SKHCN.pdf": official papers are Vietnamese; what has no number is told by its case or its day. */
function fileName(record: RecordRow, content: RecordContent): string {
	const mark =
		record.numberText ??
		(content.format === 'chuan.receipt/1' ? content.code : vietnamDateOf(record.issuedAt));
	return `${asciiName(recordName(record.kind, 'vi')).toLowerCase()}-${asciiName(mark)}.pdf`;
}
