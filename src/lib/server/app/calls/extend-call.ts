import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { decisionProblems, extensionProblems } from '#lib/domain/workflow/call-changes.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keepChange, tellChange } from './change-call.ts';
import { permittedCall } from '../cases/calls/held-call.ts';

/**
 * Moves the end of a published call, before it closes and to a later moment only. The call is held against submissions
 * and its opening: what arrives after the old end is in time as soon as this commits, and late before.
 * Refuses `call_change_incomplete` with every problem (those of the decision and of `extensionProblems`),
 * `stale_version`, `not_found`.
 */
export async function extendCall(
	ctx: Context,
	input: {
		readonly code: string;
		readonly version: number;
		readonly closesAt: Date;
		readonly decision: CallDecision;
	}
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'extend_call', { type: 'call', id: '' }, async (verb) => {
		const { tx, note } = verb;
		const found = await permittedCall(verb, input.code, 'call.manage');
		if (!found.ok) return found;
		const call = found.value;
		if (call.version !== input.version) return refuse('stale_version');
		// Asked when the call is held: who waited for it past the end comes too late.
		const now = await tx.clock.now();
		const problems = [
			...extensionProblems(call, input.closesAt, now),
			...decisionProblems(input.decision, vietnamDateOf(now))
		];
		if (problems.length > 0) return refuse('call_change_incomplete', { causes: problems });
		const before = { closesAt: call.closesAt.toISOString() };
		const after = { closesAt: input.closesAt.toISOString() };
		const { version, decision } = input;
		const change = { call, version, kind: 'extension', decision, before, after } as const;
		const changeId = await keepChange(ctx, verb, change);
		if (!(await tx.calls.extend({ id: call.id, version }, input.closesAt))) return refuse('stale_version');
		await tellChange(ctx, verb, { ...change, changeId });
		note({ before, after: { ...after, decision } });
		return ok({ id: call.id });
	});
}
