import { flowOf } from '#lib/domain/flow/flow.ts';
import { can } from '#lib/domain/access/policy.ts';
import { dossiersSealed } from '#lib/domain/intake/sealed.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import type { TimeLimit } from '#lib/domain/rules/rule-set.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { opensFrom, windowOf } from '#lib/domain/workflow/call.ts';
import type { CallRow } from '../calls/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { IntakeCounts, OfficeApplicationRow } from './ports.ts';

export const OPENING_PAGE_SIZE = 50;

export interface OpeningView {
	readonly call: CallRow;
	readonly now: Date;
	/** The end of the call, or of the last window of one dossier. */
	readonly lastClosesAt: Date;
	/** Some time after that: what arrived in time may still be waiting to be recorded. */
	readonly opensFrom: Date;
	readonly window: 'not_yet' | 'open' | 'over';
	readonly sealed: boolean;
	readonly counts: IntakeCounts;
	/** Time limit for the opening after the deadline, with its clause; absent where the rule set has none. */
	readonly limit?: { readonly term: TimeLimit; readonly citation: string };
	readonly mayOpen: boolean;
	/** Who holds the shares of the key that opens; undefined: the call has none. */
	readonly shareHolders: readonly string[] | undefined;
	/** The opening minutes, once they are issued. */
	readonly minutesId?: string;
	readonly rows: readonly OfficeApplicationRow[];
	readonly total: number;
	/** There are more than are counted. */
	readonly more: boolean;
}

/** The opening of a call: before it numbers only, after it the dossiers. Refuses `not_found`. */
export async function readOpening(
	ctx: Context,
	input: { readonly callCode: string; readonly page: number }
): Promise<Result<OpeningView>> {
	const call = await ctx.app.db.read.calls.findByCode(input.callCode);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'call.read_staff', subject, async (read) => {
		const stored = await read.definitions.find(call.definitionId);
		if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
		const now = await read.clock.now();
		const own = await read.dossierWindows.last(call.id);
		const lastClosesAt = deadlineOf({ ownClosesAt: own }, call);
		const limits = rulesOn(stored.document.ruleSet, vietnamDateOf(now)).timeLimits;
		const term = limits?.value.opening;
		const sealed = dossiersSealed(flowOf(stored.document), call.state);
		const list = sealed
			? { rows: [], total: 0, more: false }
			: await read.intake.list({
					scope: { all: true, organisationIds: [], programmes: [], callIds: [] },
					search: '',
					callCode: call.code,
					state: '',
					sort: 'code',
					descending: false,
					page: input.page,
					size: OPENING_PAGE_SIZE
				});
		const [minutes] = sealed ? [] : await read.records.titlesOfCall(call.id, 'opening_minutes');
		return ok({
			call,
			now,
			window: windowOf({ opensAt: call.opensAt, closesAt: lastClosesAt }, now),
			lastClosesAt,
			opensFrom: opensFrom(lastClosesAt),
			sealed,
			counts: await read.intake.counts(call.id),
			...(term === undefined || limits === undefined ? {} : { limit: { term, citation: limits.citation } }),
			shareHolders: (await read.sealing.openingKey(call.id))?.holders.map(({ name }) => name),
			mayOpen: can(ctx.actor, 'call.open_dossiers', subject).ok,
			...(minutes === undefined ? {} : { minutesId: minutes.id }),
			...list
		});
	});
}
