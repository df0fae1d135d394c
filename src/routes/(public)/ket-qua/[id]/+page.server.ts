import type { PageServerLoad } from './$types';
import { decisionContent } from '#lib/contracts/records/contents.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const read = await readRecord(locals.ctx, params.id);
	// Only what is published has a public page; the office reads the rest under /van-ban.
	const record = valueOrError(
		read.ok && (!read.value.published || read.value.kind !== 'decision') ? refuse('not_found') : read,
		url
	);
	return {
		id: record.id,
		number: record.numberText ?? '',
		hash: record.hash,
		issuedAt: record.issuedAt,
		content: decisionContent.parse(record.content)
	};
};
