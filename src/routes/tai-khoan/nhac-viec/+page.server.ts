import type { Actions, PageServerLoad } from './$types';
import { chooseRemindersShape } from '#lib/contracts/identity/choose-reminders.ts';
import {
	chooseReminders,
	endWorkCalendar,
	makeWorkCalendar,
	readWorkNotices
} from '#lib/server/app/work/work-calendar.ts';
import { buttonAction, formAction, nothing } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readWorkNotices(locals.ctx), url);

export const actions: Actions = {
	remind: formAction(chooseRemindersShape, chooseReminders, { typed: nothing, done: { done: 'reminders' } }),
	make: buttonAction(makeWorkCalendar, {
		done: ({ token }, { locals }) => ({
			done: 'made',
			address: `${locals.ctx.app.config.origin}/api/lich-viec/${token}`
		})
	}),
	end: buttonAction(endWorkCalendar, { done: { done: 'ended' } })
};
