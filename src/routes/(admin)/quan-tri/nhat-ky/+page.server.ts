import type { PageServerLoad } from './$types';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { readTrail, TRAIL_PAGE_SIZE } from '#lib/server/app/audit/read-trail.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayAct, sayGrant, sayObject, sayWhy } from '#lib/server/http/say-trail.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

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
	const rows = trail.rows.map((row) => ({
		...row,
		act: sayAct(row.action),
		object: sayObject(row.objectType),
		right: sayGrant(row.grantUsed),
		why: sayWhy(row.refusal)
	}));
	const actions = trail.actions
		.map((value) => ({ value, label: sayAct(value) }))
		.sort((a, b) => a.label.localeCompare(b.label, getLocale()));
	return { ...trail, rows, actions, filter, page, pageSize: TRAIL_PAGE_SIZE };
};
