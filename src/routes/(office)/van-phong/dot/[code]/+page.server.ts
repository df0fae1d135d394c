import type { Actions, PageServerLoad } from './$types';
import {
	editCallShape,
	newLotShape,
	publishCallShape,
	removeLotShape
} from '#lib/contracts/calls/call-form.ts';
import { mayEnter } from '#lib/domain/access/routes.ts';
import { addLot, editCall, removeLot } from '#lib/server/app/calls/edit-call.ts';
import { publishCall } from '#lib/server/app/calls/publish-call.ts';
import { readCallCockpit } from '#lib/server/app/calls/staff-calls.ts';
import { questionOfPublishing } from '#lib/server/http/questions/calls.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

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
	edit: formAction(
		editCallShape,
		(ctx, input, { params }) => editCall(ctx, { code: params.code, ...input }),
		{ done: { edited: true } }
	),
	addLot: formAction(newLotShape, (ctx, lot, { params }) => addLot(ctx, { callCode: params.code, lot }), {
		done: { lotAdded: true }
	}),
	removeLot: formAction(
		removeLotShape,
		(ctx, input, { params }) => removeLot(ctx, { callCode: params.code, ...input }),
		{ typed: nothing, done: { lotRemoved: true } }
	),
	publish: formAction(
		publishCallShape,
		(ctx, input, { params }) => publishCall(ctx, { code: params.code, ...input }),
		{
			ask: (ctx, { fields, event }) => questionOfPublishing(ctx, event.params.code, fields),
			typed: nothing,
			done: { published: true }
		}
	)
};
