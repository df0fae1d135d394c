import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { correctionOf, correctionProblems, decisionProblems } from '#lib/domain/workflow/call-changes.ts';
import type { CallDecision, CorrectableCall } from '#lib/domain/workflow/call-changes.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keepChange, tellChange } from './change-call.ts';
import { flowOfCall } from '../cases/calls/flow-of-call.ts';
import { permittedCall } from '../cases/calls/held-call.ts';

/**
 * Corrects the words that name and explain a published call, or gives it more money. Conditions, documents, criteria and
 * thresholds are those of the definition that it was published with, which no correction reaches.
 * Refuses `call_change_incomplete` with every problem (of the decision and of `correctionProblems`), `stale_version`,
 * `not_found`.
 */
export async function correctCall(
	ctx: Context,
	input: {
		readonly code: string;
		readonly version: number;
		readonly to: CorrectableCall;
		readonly decision: CallDecision;
	}
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'correct_call', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.code, 'call.manage');
		if (!found.ok) return found;
		const call = found.value;
		if (call.version !== input.version) return refuse('stale_version');
		const problems = [
			...correctionProblems(call, input.to),
			...decisionProblems(input.decision, vietnamDateOf(await tx.clock.now()))
		];
		if (problems.length > 0) return refuse('call_change_incomplete', { causes: problems });
		const { before, after } = correctionOf(call, input.to);
		const { version, decision } = input;
		const change = { call, version, kind: 'correction', decision, before, after } as const;
		const changeId = await keepChange(ctx, verb, change);
		if (!(await tx.calls.correct({ id: call.id, version }, input.to))) return refuse('stale_version');
		if (!(await flowOfCall(tx, call)).listsTasks) {
			for (const { id } of await tx.calls.lots(call.id)) await tx.calls.renameLot(id, input.to.title);
		}
		await tellChange(ctx, verb, { ...change, changeId });
		note({ before, after: { ...after, decision } });
		return ok({ id: call.id });
	});
}
