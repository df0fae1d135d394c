import type { PageServerLoad } from './$types';
import { readTrail, TRAIL_PAGE_SIZE } from '#lib/server/app/audit/read-trail.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayAct, sayGrant, sayObject, sayWhy } from '#lib/server/http/say-trail.ts';
import { sayUnderstood } from '#lib/server/http/say-trail-question.ts';
import { placeOfObject } from '#lib/server/http/trail-places.ts';
import { trailAddressOf, trailQuestion } from '#lib/server/http/trail-question.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { page } = listQuestion(url);
	const filter = trailQuestion(url.searchParams);
	const verify = url.searchParams.has('kiem-tra');
	const trail = valueOrError(await readTrail(locals.ctx, { ...filter, page, verify }), url);
	const { understood, ...shown } = trail;
	const rows = trail.rows.map(({ object, refusal, grantUsed, figures, ...row }) => ({
		...row,
		act: sayAct(row.action),
		object: sayObject(row.objectType),
		objectName: object?.name ?? '',
		href: placeOfObject(locals.actor, object),
		bySystem: grantUsed === 'system',
		right: sayGrant(grantUsed),
		why: sayWhy(refusal, figures)
	}));
	const actions = trail.actions
		.map((value) => ({ value, label: sayAct(value) }))
		.sort((a, b) => a.label.localeCompare(b.label, getLocale()));
	return {
		...shown,
		rows,
		actions,
		filter,
		understood: sayUnderstood(filter, understood),
		asked: trailAddressOf(filter),
		page,
		pageSize: TRAIL_PAGE_SIZE
	};
};
