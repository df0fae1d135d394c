import type { Actions, PageServerLoad } from './$types';
import { paperSignerShape } from '#lib/contracts/office/office-rows.ts';
import { signatureOf } from '#lib/domain/office/paper-signer.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { nameSigner, trySigner } from '#lib/server/app/office/name-signer.ts';
import { readSigners } from '#lib/server/app/office/read-signers.ts';
import { isConfirmed } from '#lib/server/http/ask-first.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readSigners(locals.ctx), url);

export const actions: Actions = {
	default: formAction(paperSignerShape, nameSigner, {
		ask: async (ctx, { fields, input }) => {
			const tried = isConfirmed(fields) ? undefined : await trySigner(ctx, input);
			if (tried?.ok !== true) return undefined;
			const { onBehalf, title, name } = signatureOf(tried.value);
			return {
				title: m.admin_signers_question({ date: formatDate(tried.value.startsOn, ctx.locale) }),
				follows: [
					[...onBehalf, title, name].join(' · '),
					m.admin_signers_question_for({ paper: m.admin_signers_paper_name({ paper: tried.value.paper }) }),
					m.admin_signers_question_follows()
				],
				confirm: m.admin_signers_add()
			};
		},
		done: { done: true }
	})
};
