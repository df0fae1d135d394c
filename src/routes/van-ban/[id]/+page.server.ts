import type { PageServerLoad } from './$types';
import { recordContent } from '#lib/contracts/records/contents.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { qrSquares } from '#lib/server/render/qr-squares.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const content = recordContent.parse(record.content);
	const address = `${locals.ctx.app.config.origin}/van-ban/${record.id}`;
	return {
		id: record.id,
		kind: record.kind,
		number: record.numberText ?? '',
		hash: record.hash,
		issuedAt: record.issuedAt,
		applicationId: locals.actor.kind === 'person' && record.kind === 'receipt' ? record.applicationId : null,
		content,
		qr: content.format === 'chuan.receipt/1' ? qrSquares(address) : null
	};
};
