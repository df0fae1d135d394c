import type { Actions, PageServerLoad } from './$types';
import { dataAnswerShape } from '#lib/contracts/privacy/data-request.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { answerDataRequest } from '#lib/server/app/privacy/answer-data-request.ts';
import { readDataRequest } from '#lib/server/app/privacy/read-privacy.ts';
import { isConfirmed } from '#lib/server/http/ask-first.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) =>
	valueOrError(await readDataRequest(locals.ctx, params.id), url);

export const actions: Actions = {
	answer: formAction(
		dataAnswerShape,
		(ctx, input, { params }) => answerDataRequest(ctx, { ...input, id: params.id }),
		{
			ask: async (ctx, { fields, input, event }) => {
				if (isConfirmed(fields) || input.answer === '') return undefined;
				const view = await readDataRequest(ctx, event.params.id);
				if (!view.ok || !view.value.mayAnswer) return undefined;
				const { person } = view.value.request;
				return {
					title: m.data_answer_question({ outcome: m.data_outcome({ outcome: input.outcome }), person }),
					follows: [m.data_answer_follows()],
					confirm: m.data_answer_do()
				};
			},
			letters: true,
			done: { done: 'answered' }
		}
	)
};
