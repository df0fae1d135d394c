import type { Actions, PageServerLoad } from './$types';
import {
	editCallShape,
	newLotShape,
	publishCallShape,
	removeLotShape
} from '#lib/contracts/calls/call-form.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { mayEnter } from '#lib/domain/access/routes.ts';
import { addLot, editCall, removeLot } from '#lib/server/app/calls/edit-call.ts';
import { publishCall } from '#lib/server/app/calls/publish-call.ts';
import { readCallCockpit } from '#lib/server/app/calls/staff-calls.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfPublishing } from '#lib/server/http/questions/office.ts';
import { failWith, sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { missing, ...view } = valueOrError(await readCallCockpit(locals.ctx, params.code), url);
	// Steps that lie behind doors of others are not shown as links to them.
	const opens = (route: string): boolean => mayEnter(locals.actor, route, 'view').ok;
	return {
		...view,
		missing: missing.flatMap((problem) => sayProblems(problem)),
		opens: {
			council: opens('/(office)/van-phong/dot/[code]/hoi-dong'),
			proposals: opens('/(office)/van-phong/de-xuat'),
			definition: opens('/(office)/van-phong/chuong-trinh/[id]')
		}
	};
};

export const actions: Actions = {
	edit: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(editCallShape, fields);
		const edited = input.ok ? await editCall(locals.ctx, { code: params.code, ...input.value }) : input;
		return edited.ok ? { edited: true } : failWith(edited.refusal, fields);
	},
	addLot: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(newLotShape, fields);
		const added = input.ok ? await addLot(locals.ctx, { callCode: params.code, lot: input.value }) : input;
		return added.ok ? { lotAdded: true } : failWith(added.refusal, fields);
	},
	removeLot: async ({ request, locals, params }) => {
		const input = parseInput(removeLotShape, await formFields(request));
		const removed = input.ok ? await removeLot(locals.ctx, { callCode: params.code, ...input.value }) : input;
		return removed.ok ? { lotRemoved: true } : failWith(removed.refusal, {});
	},
	publish: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const question = questionOfPublishing(params.code, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(publishCallShape, fields);
		const published = input.ok ? await publishCall(locals.ctx, { code: params.code, ...input.value }) : input;
		return published.ok ? { published: true } : failWith(published.refusal, {});
	}
};
