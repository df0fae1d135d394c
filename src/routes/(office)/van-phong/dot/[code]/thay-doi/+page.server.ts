import type { Actions, PageServerLoad } from './$types';
import {
	announceAgainShape,
	cancelCallShape,
	correctCallShape,
	extendCallShape,
	giveWindowShape
} from '#lib/contracts/calls/call-change.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { announceAgain } from '#lib/server/app/calls/announce-again.ts';
import { cancelCall } from '#lib/server/app/calls/cancel-call.ts';
import { correctCall } from '#lib/server/app/calls/correct-call.ts';
import { extendCall } from '#lib/server/app/calls/extend-call.ts';
import { giveWindow } from '#lib/server/app/calls/give-window.ts';
import { readCallChanges } from '#lib/server/app/calls/read-call-changes.ts';
import { formAction, seeOther } from '#lib/server/http/form-action.ts';
import { questionOfChange, questionOfWindow } from '#lib/server/http/questions/calls.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { again, ...view } = valueOrError(await readCallChanges(locals.ctx, params.code), url);
	return {
		...view,
		again: again && { ...again, refusal: again.refusal === null ? null : sayRefusal(again.refusal) }
	};
};

export const actions: Actions = {
	extend: formAction(
		extendCallShape,
		(ctx, input, { params }) => extendCall(ctx, { code: params.code, ...input }),
		{
			ask: (ctx, { fields, event }) =>
				questionOfChange(ctx, { code: event.params.code, act: 'extend' }, fields),
			letters: true,
			done: { done: 'extension' }
		}
	),
	correct: formAction(
		correctCallShape,
		(ctx, input, { params }) => correctCall(ctx, { code: params.code, ...input }),
		{
			ask: (ctx, { fields, event }) =>
				questionOfChange(ctx, { code: event.params.code, act: 'correct' }, fields),
			letters: true,
			done: { done: 'correction' }
		}
	),
	window: formAction(
		giveWindowShape,
		(ctx, input, { params }) => giveWindow(ctx, { code: params.code, ...input }),
		{
			ask: (ctx, { fields, input, event }) =>
				questionOfWindow(ctx, { code: event.params.code, ...input }, fields),
			letters: true,
			done: { done: 'window' }
		}
	),
	cancel: formAction(
		cancelCallShape,
		(ctx, input, { params }) => cancelCall(ctx, { code: params.code, ...input }),
		{
			ask: (ctx, { fields, event }) =>
				questionOfChange(ctx, { code: event.params.code, act: 'cancel' }, fields),
			letters: true,
			done: { done: 'cancellation' }
		}
	),
	again: formAction(
		announceAgainShape,
		(ctx, input, { params }) => announceAgain(ctx, { code: params.code, ...input }),
		{ done: ({ code }) => seeOther(`/van-phong/dot/${code}`) }
	)
};
