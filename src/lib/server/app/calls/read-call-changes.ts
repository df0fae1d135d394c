import { can } from '#lib/domain/access/policy.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { CallChangeRow } from './change-ports.ts';
import { flowOfCall } from './flow-of-call.ts';
import type { CallRow } from './ports.ts';

export interface CallChangesView {
	readonly call: CallRow;
	readonly now: Date;
	readonly today: CalendarDate;
	readonly changes: readonly CallChangeRow[];
	/** Submitted and not withdrawn; how many drafts there are is nobody's business. */
	readonly submitted: number;
	readonly may: { readonly extend: boolean; readonly correct: boolean; readonly cancel: boolean };
}

/** What was changed of a published call, and what still may be. Refuses `not_found`, also for a draft. */
export async function readCallChanges(ctx: Context, code: string): Promise<Result<CallChangesView>> {
	const call = await ctx.app.db.read.calls.findByCode(code);
	if (call === undefined || call.publishedAt === null) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'call.read_staff', subject, async (read) => {
		const [flow, now, changes, counts] = await Promise.all([
			flowOfCall(read, call),
			read.clock.now(),
			read.callChanges.of(call.id),
			read.intake.counts(call.id)
		]);
		const manages = can(ctx.actor, 'call.manage', subject).ok;
		return ok({
			call,
			now,
			today: vietnamDateOf(now),
			changes,
			submitted: counts.submitted,
			may: {
				extend: manages && call.state === 'published' && windowOf(call, now) !== 'over',
				correct: manages && (call.state === 'published' || call.state === 'opened'),
				cancel: manages && advance(flow.call, call.state, 'cancel').ok
			}
		});
	});
}
