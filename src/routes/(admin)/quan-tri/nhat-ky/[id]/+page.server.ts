import type { Actions, PageServerLoad } from './$types';
import { eraseDetail } from '#lib/server/app/audit/erase-detail.ts';
import { readEntry } from '#lib/server/app/audit/read-entry.ts';
import { sayDifference } from '#lib/server/http/say-difference.ts';
import { sayAct, sayGrant, sayObject, sayWhy } from '#lib/server/http/say-trail.ts';
import { placeOfObject } from '#lib/server/http/trail-places.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { entry, detail, names, mayErase } = valueOrError(await readEntry(locals.ctx, params.id), url);
	const { object, grantUsed, refusal, figures, ...row } = entry;
	return {
		entry: {
			...row,
			act: sayAct(entry.action),
			kind: sayObject(entry.objectType),
			objectName: object?.name ?? '',
			href: placeOfObject(locals.actor, object),
			bySystem: grantUsed === 'system',
			right: sayGrant(grantUsed),
			why: sayWhy(refusal, figures)
		},
		state: detail.state,
		differences: sayDifference(detail, (id) => names.get(id)?.name),
		mayErase
	};
};

export const actions: Actions = {
	erase: formAction(
		hiddenFields('reason'),
		(ctx, { reason }, { params }) => eraseDetail(ctx, { entryId: params.id, reason }),
		{ done: { done: 'erased' } }
	)
};
