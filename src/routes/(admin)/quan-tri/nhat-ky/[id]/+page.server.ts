import type { Actions, PageServerLoad } from './$types';
import { eraseDetail } from '#lib/server/app/audit/erase-detail.ts';
import { readEntry } from '#lib/server/app/audit/read-entry.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayDifference } from '#lib/server/http/say-difference.ts';
import { sayAct, sayGrant, sayObject, sayWhy } from '#lib/server/http/say-trail.ts';
import { placeOfObject } from '#lib/server/http/trail-places.ts';

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
	erase: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const erased = await eraseDetail(locals.ctx, { entryId: params.id, reason: fields['reason'] ?? '' });
		return erased.ok ? { done: 'erased' as const } : failWith(erased.refusal, fields);
	}
};
