import type { PageServerLoad } from './$types';
import { anyDecision } from '#lib/contracts/records/contents.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const read = await readRecord(locals.ctx, params.id);
	// Only what is published has a public page, and nobody learns here what else there is.
	const published = read.ok && read.value.published && read.value.kind === 'decision';
	const record = valueOrError(published ? read : refuse('not_found'), url);
	return {
		id: record.id,
		number: record.numberText ?? '',
		hash: record.hash,
		issuedAt: record.issuedAt,
		content: anyDecision.parse(record.content)
	};
};
