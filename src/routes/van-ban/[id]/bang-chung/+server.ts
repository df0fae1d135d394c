import { error } from '@sveltejs/kit';
import { recordFileName } from '#lib/features/records/record-file-name.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { receiptOf } from '#lib/server/app/records/paper-of.ts';
import { proveReceipt } from '#lib/server/app/records/prove-receipt.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { attachmentNamed } from '#lib/server/http/file-response.ts';
import { statusOf, valueOrError } from '#lib/server/http/refusal-response.ts';
import { paperAwaited } from '#lib/server/http/unavailable.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url, request }) => {
	const record = valueOrError(await readRecord(locals.ctx, params.id), url);
	const proof = await proveReceipt(locals.ctx, record);
	if (proof.ok) {
		const name = recordFileName(record, 'proof.json', receiptOf(record)?.code);
		return new Response(proof.value, {
			headers: {
				'content-type': 'application/json; charset=utf-8',
				'content-disposition': attachmentNamed(name),
				'cache-control': 'private, no-store'
			}
		});
	}
	const { refusal } = proof;
	if (refusal.code === 'proof_being_sealed')
		return paperAwaited(request, locals.locale, refusal.code, localizeHref(`/van-ban/${record.id}`));
	error(statusOf(refusal), { message: sayRefusal(refusal), code: refusal.code });
};
