import type { Actions, PageServerLoad } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { reminderRuleShape } from '#lib/contracts/work/reminder-rule.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { addReminderRule, endReminderRule, readReminderRules } from '#lib/server/app/work/reminder-rules.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readReminderRules(locals.ctx), url);

export const actions: Actions = {
	add: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(reminderRuleShape, fields);
		const added = input.ok ? await addReminderRule(locals.ctx, input.value) : input;
		return added.ok ? { done: 'added' as const } : failWith(added.refusal, fields);
	},
	end: async ({ request, locals }) => {
		const { ruleId = '' } = await formFields(request);
		const ended = await endReminderRule(locals.ctx, { ruleId });
		return ended.ok ? { done: 'ended' as const } : failWith(ended.refusal, {});
	}
};
