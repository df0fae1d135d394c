import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { addDays, startOfVietnamDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { inTimeForSecondCall, lotsOfSecondCall } from '#lib/domain/workflow/second-call.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { codeProblem } from './call-draft.ts';
import { permittedCall } from '../cases/calls/held-call.ts';

/**
 * Makes a draft that announces a call a second time: the same definition, words and money, the tasks that found nobody, a
 * window as long as the first. The officer looks it over and publishes it like any other, within the time of the rule set.
 * Refuses `call_code_malformed`, `call_code_taken`, `reason_missing` (gathered in `call_change_incomplete`),
 * `call_again_made`, those of `lotsOfSecondCall` and `inTimeForSecondCall`, `not_found`.
 */
export async function announceAgain(
	ctx: Context,
	input: { readonly code: string; readonly newCode: string; readonly reason: string }
): Promise<Result<{ readonly id: string; readonly code: string }>> {
	return transact(ctx, 'announce_again', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.code, 'call.manage');
		if (!found.ok) return found;
		const first = found.value;
		if (first.publishedAt === null) return refuse('not_found');
		const stored = await tx.definitions.find(first.definitionId);
		if (stored === undefined) throw new Error(`call ${first.code} has no definition`);
		const now = await tx.clock.now();
		const today = vietnamDateOf(now);
		if ((await tx.calls.announcedAgain(first.id)) !== undefined) return refuse('call_again_made');
		const lots = lotsOfSecondCall(
			first,
			await tx.calls.lots(first.id),
			await tx.applications.ofCall(first.id),
			{
				listsTasks: flowOf(stored.document).listsTasks,
				now
			}
		);
		if (!lots.ok) return lots;
		const inTime = inTimeForSecondCall(first.publishedAt, rulesOn(stored.document.ruleSet, today), today);
		if (!inTime.ok) return inTime;
		const problems: Refusal[] = [];
		const malformed = codeProblem(input.newCode, 'newCode');
		if (malformed !== undefined) problems.push(malformed);
		else if ((await tx.calls.findByCode(input.newCode)) !== undefined)
			problems.push({ code: 'call_code_taken', field: 'newCode' });
		if (input.reason === '') problems.push({ code: 'reason_missing', field: 'reason' });
		if (problems.length > 0) return refuse('call_change_incomplete', { causes: problems });

		const id = ctx.app.ids.v7();
		const { title, summary, contact, envelope, fundSourceId, budgetYear, definitionId, programme } = first;
		const opensAt = startOfVietnamDay(addDays(today, 1));
		const closesAt = new Date(opensAt.getTime() + first.closesAt.getTime() - first.opensAt.getTime());
		const draft = { title, summary, contact, envelope, fundSourceId, budgetYear, opensAt, closesAt };
		await tx.calls.insert({ id, code: input.newCode, definitionId, programme, draft, againOf: first.id });
		for (const { callId: _callId, position: _position, ...lot } of lots.value) {
			await tx.calls.addLot(id, { ...lot, id: ctx.app.ids.v7() });
		}
		note({
			objectId: id,
			after: {
				code: input.newCode,
				againOf: first.code,
				reason: input.reason,
				lots: lots.value.map(({ code }) => code)
			}
		});
		return ok({ id, code: input.newCode });
	});
}
