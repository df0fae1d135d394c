import type { PageServerLoad } from './$types';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { readTrail, TRAIL_PAGE_SIZE } from '#lib/server/app/audit/read-trail.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

/** A filter of the address, absent when empty. */
function given(url: URL, name: string): string | undefined {
	const text = (url.searchParams.get(name) ?? '').trim().slice(0, 100);
	return text === '' ? undefined : text;
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const { page } = listQuestion(url);
	const outcome = given(url, 'ket-qua');
	const actorId = given(url, 'nguoi');
	const filter = {
		action: given(url, 'viec'),
		outcome: outcome === 'done' || outcome === 'refused' ? outcome : undefined,
		objectId: given(url, 'doi-tuong'),
		actorId: isUuid(actorId) ? actorId : undefined
	} as const;
	const verify = url.searchParams.has('kiem-tra');
	const trail = valueOrError(await readTrail(locals.ctx, { ...filter, page, verify }), url);
	return { ...trail, filter, page, pageSize: TRAIL_PAGE_SIZE };
};
