/** The rules by which people are reminded: read by the administrator, added and ended, never changed. */
import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { REMINDED_KINDS } from '#lib/domain/work/reminders.ts';
import type { RemindedKind, ReminderChannel } from '#lib/domain/work/reminders.ts';
import { ask, personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { KeptRule } from './reminder-ports.ts';

export interface ReminderRulesView {
	/** In the order of a case's life, of one kind the earliest reminder first. */
	readonly rules: readonly KeptRule[];
	readonly may: { readonly manage: boolean };
}

const placeOf = (kind: string): number => REMINDED_KINDS.findIndex((one) => one === kind);

function inOrder(rules: readonly KeptRule[]): readonly KeptRule[] {
	return [...rules].sort((a, b) => placeOf(a.kind) - placeOf(b.kind) || b.daysBefore - a.daysBefore);
}

/** Refuses `not_found`. */
export async function readReminderRules(ctx: Context): Promise<Result<ReminderRulesView>> {
	return ask(ctx, 'reminders.read', {}, async (read) =>
		ok({
			rules: inOrder(await read.reminders.kept()),
			may: { manage: can(ctx.actor, 'reminders.manage').ok }
		})
	);
}

/** From now on; what is ripe by it already is reminded of in the next round. Refuses `reminder_rule_exists`, `not_found`. */
export async function addReminderRule(
	ctx: Context,
	input: {
		readonly kind: RemindedKind;
		readonly daysBefore: number;
		readonly channel: ReminderChannel;
	}
): Promise<Result<{ readonly id: string }>> {
	const id = ctx.app.ids.v7();
	const about: AuditedObject = { type: 'reminder_rule', id };
	return transact(ctx, 'add_reminder_rule', about, async ({ tx, permit, note }) => {
		const allowed = permit('reminders.manage');
		if (!allowed.ok) return allowed;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const rule = { id, kind: input.kind, daysBefore: input.daysBefore, channel: input.channel };
		note({ after: rule });
		if (!(await tx.reminders.add(rule, person.value.personId)))
			return refuse('reminder_rule_exists', { field: 'daysBefore' });
		return ok({ id });
	});
}

/** Nobody is reminded by it any more; what it has sent stays on record. Refuses `already_done`, `not_found`. */
export async function endReminderRule(
	ctx: Context,
	input: { readonly ruleId: string }
): Promise<Result<true>> {
	const about: AuditedObject = { type: 'reminder_rule', id: isUuid(input.ruleId) ? input.ruleId : '' };
	return transact(ctx, 'end_reminder_rule', about, async ({ tx, permit, note }) => {
		const allowed = permit('reminders.manage');
		if (!allowed.ok) return allowed;
		const person = personOf(ctx);
		if (!person.ok) return person;
		const rule = isUuid(input.ruleId) ? await tx.reminders.rule(input.ruleId) : undefined;
		if (rule === undefined) return refuse('not_found');
		note({ before: rule });
		return (await tx.reminders.endRule(rule.id, person.value.personId)) ? ok(true) : refuse('already_done');
	});
}
