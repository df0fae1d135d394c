import { can } from '#lib/domain/access/policy.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { windowOf } from '#lib/domain/workflow/call.ts';
import {
	inTimeForSecondCall,
	lastDayOfSecondCall,
	lotsOfSecondCall
} from '#lib/domain/workflow/second-call.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { CallChangeRow } from './change-ports.ts';
import type { CallRow, LotRow } from './ports.ts';
import type { DossierWindowRow } from './window-ports.ts';

export interface CallChangesView {
	readonly call: CallRow;
	readonly now: Date;
	readonly today: CalendarDate;
	readonly changes: readonly CallChangeRow[];
	/** For whoever gives them: which organisations have a dossier here is sealed. */
	readonly windows: readonly DossierWindowRow[];
	readonly lots: readonly LotRow[];
	/** Submitted and not withdrawn; how many drafts there are is nobody's business. */
	readonly submitted: number;
	/** The second announcement: until when and by which clause, or the call that makes it. */
	readonly again: {
		readonly until: CalendarDate;
		readonly citation: string;
		readonly made: string | null;
		/** Why there is none, once the call is over. */
		readonly refusal: Refusal | null;
	} | null;
	readonly may: {
		readonly extend: boolean;
		readonly window: boolean;
		readonly correct: boolean;
		readonly cancel: boolean;
		readonly again: boolean;
	};
}

/** What was changed of a published call, and what still may be. Refuses `not_found`, also for a draft. */
export async function readCallChanges(ctx: Context, code: string): Promise<Result<CallChangesView>> {
	const call = await ctx.app.db.read.calls.findByCode(code);
	if (call === undefined || call.publishedAt === null) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'call.read_staff', subject, async (read) => {
		const [stored, now, changes, counts, again] = await Promise.all([
			read.definitions.find(call.definitionId),
			read.clock.now(),
			read.callChanges.of(call.id),
			read.intake.counts(call.id),
			read.calls.announcedAgain(call.id)
		]);
		if (stored === undefined) throw new Error(`call ${code} has no definition`);
		const flow = flowOf(stored.document);
		const today = vietnamDateOf(now);
		const ended = call.state === 'cancelled' || windowOf(call, now) === 'over';
		const givesWindows = can(ctx.actor, 'call.give_window', subject).ok;
		const lots = await read.calls.lots(call.id);
		const rules = rulesOn(stored.document.ruleSet, today);
		const why = async (publishedAt: Date): Promise<Refusal | null> => {
			const dossiers = await read.applications.ofCall(call.id);
			const free = lotsOfSecondCall(call, lots, dossiers, { listsTasks: flow.listsTasks, now });
			const inTime = free.ok ? inTimeForSecondCall(publishedAt, rules, today) : free;
			return inTime.ok ? null : inTime.refusal;
		};
		const manages = can(ctx.actor, 'call.manage', subject).ok;
		const { publishedAt } = call;
		const last = publishedAt === null ? undefined : lastDayOfSecondCall(publishedAt, rules);
		const offered = manages && ended && last !== undefined && publishedAt !== null;
		const asked = offered && again === undefined && call.againOf === null;
		const refusal = asked ? await why(publishedAt) : null;
		return ok({
			call,
			now,
			today,
			changes,
			windows: givesWindows ? await read.dossierWindows.ofCall(call.id) : [],
			lots,
			submitted: counts.submitted,
			again:
				last === undefined || call.againOf !== null ? null : { ...last, made: again?.code ?? null, refusal },
			may: {
				window: givesWindows && call.state === 'published' && windowOf(call, now) !== 'not_yet',
				extend: manages && call.state === 'published' && windowOf(call, now) !== 'over',
				correct: manages && (call.state === 'published' || call.state === 'opened'),
				cancel: manages && advance(flow.call, call.state, 'cancel').ok,
				again: asked && refusal === null
			}
		});
	});
}
