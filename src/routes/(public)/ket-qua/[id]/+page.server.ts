import type { PageServerLoad } from './$types';
import { refuse } from '#lib/domain/shared/result.ts';
import { decidedIn, paperOf } from '#lib/server/app/records/paper-of.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const read = await readRecord(locals.ctx, params.id);
	// Only what is published has a public page, and nobody learns here what else there is.
	const published = read.ok && read.value.published && read.value.kind === 'decision';
	const record = valueOrError(published ? read : refuse('not_found'), url);
	const result = decidedIn(record);
	if (result === undefined) throw new Error(`decision ${record.id} lists no cases`);
	return {
		id: record.id,
		number: record.numberText ?? '',
		hash: record.hash,
		issuedAt: record.issuedAt,
		result,
		paper: paperOf(record)
	};
};
