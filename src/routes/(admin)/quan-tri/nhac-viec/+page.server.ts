import type { Actions, PageServerLoad } from './$types';
import { reminderRuleShape } from '#lib/contracts/work/reminder-rule.ts';
import { addReminderRule, endReminderRule, readReminderRules } from '#lib/server/app/work/reminder-rules.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) =>
	valueOrError(await readReminderRules(locals.ctx), url);

export const actions: Actions = {
	add: formAction(reminderRuleShape, addReminderRule, { done: { done: 'added' } }),
	end: formAction(hiddenFields('ruleId'), endReminderRule, { typed: nothing, done: { done: 'ended' } })
};
