import { advance } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { decisionProblems } from '#lib/domain/workflow/call-changes.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keepChange, tellChange } from './change-call.ts';
import { flowOfCall } from '../cases/calls/flow-of-call.ts';
import { permittedCall } from '../cases/calls/held-call.ts';

/**
 * Cancels a published call before its dossiers are opened. Drafts and dossiers stay as they are, sealed and their owners'
 * alone; no money was committed yet. Refuses `call_change_forbidden` (a draft, or opened already),
 * `call_change_incomplete` with every problem of the decision, `stale_version`, `not_found`.
 */
export async function cancelCall(
	ctx: Context,
	input: { readonly code: string; readonly version: number; readonly decision: CallDecision }
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'cancel_call', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.code, 'call.manage');
		if (!found.ok) return found;
		const call = found.value;
		const next = advance((await flowOfCall(tx, call)).call, call.state, 'cancel');
		if (!next.ok || call.publishedAt === null) return refuse('call_change_forbidden');
		const problems = decisionProblems(input.decision, vietnamDateOf(await tx.clock.now()));
		if (problems.length > 0) return refuse('call_change_incomplete', { causes: problems });
		if (call.version !== input.version) return refuse('stale_version');
		const { version, decision } = input;
		const change = { call, version, kind: 'cancellation', decision, before: {}, after: {} } as const;
		const changeId = await keepChange(ctx, verb, change);
		if (!(await tx.calls.advance({ id: call.id, version, state: call.state }, next.value)))
			return refuse('stale_version');
		await tellChange(ctx, verb, { ...change, changeId });
		note({ before: { state: call.state }, after: { state: next.value, decision } });
		return ok({ id: call.id });
	});
}
