import type { Actions, PageServerLoad } from './$types';
import { chooseLettersShape } from '#lib/contracts/identity/choose-letters.ts';
import { chooseLetters } from '#lib/server/app/mail/notices.ts';
import { endWorkCalendar, makeWorkCalendar, readWorkNotices } from '#lib/server/app/work/work-calendar.ts';
import { buttonAction, formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readWorkNotices(locals.ctx), url);

export const actions: Actions = {
	choose: formAction(chooseLettersShape, chooseLetters, { done: { done: 'choices' } }),
	make: buttonAction(makeWorkCalendar, {
		done: ({ token }, { locals }) => ({
			done: 'made',
			address: `${locals.ctx.app.config.origin}/api/lich-viec/${token}`
		})
	}),
	end: buttonAction(endWorkCalendar, { done: { done: 'ended' } })
};
