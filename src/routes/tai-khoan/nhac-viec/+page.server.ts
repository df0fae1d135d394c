import type { Actions, PageServerLoad } from './$types';
import { chooseRemindersShape } from '#lib/contracts/identity/choose-reminders.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import {
	chooseReminders,
	endWorkCalendar,
	makeWorkCalendar,
	readWorkNotices
} from '#lib/server/app/work/work-calendar.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readWorkNotices(locals.ctx), url);

export const actions: Actions = {
	remind: async ({ request, locals }) => {
		const input = parseInput(chooseRemindersShape, await formFields(request));
		const saved = input.ok ? await chooseReminders(locals.ctx, input.value) : input;
		return saved.ok ? { done: 'reminders' as const } : failWith(saved.refusal, {});
	},
	make: async ({ locals }) => {
		const made = await makeWorkCalendar(locals.ctx);
		if (!made.ok) return failWith(made.refusal, {});
		return {
			done: 'made' as const,
			address: `${locals.ctx.app.config.origin}/api/lich-viec/${made.value.token}`
		};
	},
	end: async ({ locals }) => {
		const ended = await endWorkCalendar(locals.ctx);
		return ended.ok ? { done: 'ended' as const } : failWith(ended.refusal, {});
	}
};
