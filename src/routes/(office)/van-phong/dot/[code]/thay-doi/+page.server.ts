import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import {
	announceAgainShape,
	cancelCallShape,
	correctCallShape,
	extendCallShape
} from '#lib/contracts/calls/call-change.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { announceAgain } from '#lib/server/app/calls/announce-again.ts';
import { cancelCall } from '#lib/server/app/calls/cancel-call.ts';
import { correctCall } from '#lib/server/app/calls/correct-call.ts';
import { extendCall } from '#lib/server/app/calls/extend-call.ts';
import { readCallChanges } from '#lib/server/app/calls/read-call-changes.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { questionOfChange } from '#lib/server/http/questions/calls.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readCallChanges(locals.ctx, params.code), url);

export const actions: Actions = {
	extend: async ({ request, locals, params, url }) => {
		const fields = { ...(await formFields(request)), act: 'extend' };
		const about = { code: params.code, act: 'extend' } as const;
		const question = await questionOfChange(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(extendCallShape, fields);
		const done = input.ok ? await extendCall(locals.ctx, { code: params.code, ...input.value }) : input;
		return done.ok ? { done: 'extension' as const } : failWith(done.refusal, fields);
	},
	correct: async ({ request, locals, params, url }) => {
		const fields = { ...(await formFields(request)), act: 'correct' };
		const about = { code: params.code, act: 'correct' } as const;
		const question = await questionOfChange(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(correctCallShape, fields);
		const done = input.ok ? await correctCall(locals.ctx, { code: params.code, ...input.value }) : input;
		return done.ok ? { done: 'correction' as const } : failWith(done.refusal, fields);
	},
	cancel: async ({ request, locals, params, url }) => {
		const fields = { ...(await formFields(request)), act: 'cancel' };
		const about = { code: params.code, act: 'cancel' } as const;
		const question = await questionOfChange(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(cancelCallShape, fields);
		const done = input.ok ? await cancelCall(locals.ctx, { code: params.code, ...input.value }) : input;
		return done.ok ? { done: 'cancellation' as const } : failWith(done.refusal, fields);
	},
	again: async ({ request, locals, params }) => {
		const fields = { ...(await formFields(request)), act: 'again' };
		const input = parseInput(announceAgainShape, fields);
		const made = input.ok ? await announceAgain(locals.ctx, { code: params.code, ...input.value }) : input;
		if (!made.ok) return failWith(made.refusal, fields);
		redirect(303, localizeHref(`/van-phong/dot/${made.value.code}`));
	}
};
