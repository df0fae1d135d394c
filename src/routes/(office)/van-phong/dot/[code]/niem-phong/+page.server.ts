import type { Actions, PageServerLoad } from './$types';
import { openingKeyShape } from '#lib/contracts/intake/opening-key.ts';
import { enrolOpeningKey, giveUpOpeningKey } from '#lib/server/app/sealing/enrol-opening-key.ts';
import { readOpeningKey } from '#lib/server/app/sealing/read-opening-key.ts';
import { questionOfGivingUpKey, questionOfOpeningKey } from '#lib/server/http/questions/sealing.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { nothingTyped } from '#lib/contracts/intake/opening-key.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { call, ...view } = valueOrError(await readOpeningKey(locals.ctx, params.code), url);
	return { ...view, call: { code: call.code, title: call.title, state: call.state } };
};

export const actions: Actions = {
	enrol: formAction(
		openingKeyShape,
		(ctx, input, { params }) => enrolOpeningKey(ctx, { callCode: params.code, ...input }),
		{
			ask: (_ctx, { fields, input, event }) => questionOfOpeningKey(event.params.code, input, fields),
			done: (shares) => ({ shares })
		}
	),
	giveUp: formAction(
		nothingTyped,
		(ctx, _input, { params }) => giveUpOpeningKey(ctx, { callCode: params.code }),
		{
			ask: (_ctx, { fields, event }) => questionOfGivingUpKey(event.params.code, fields),
			typed: nothing,
			done: { givenUp: true }
		}
	)
};
