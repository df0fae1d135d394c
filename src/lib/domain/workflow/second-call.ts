/** When a call that found too few may be announced a second time (TT 20/2023, Art. 3.3), and with which of its tasks. */
import { addMonths, vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from './application.ts';
import { windowOf } from './call.ts';
import type { CallState } from './call.ts';

export interface FirstCall {
	readonly state: CallState;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly publishedAt: Date | null;
	readonly againOf: string | null;
}

/** The last day of a second announcement, with its clause; undefined where the rules of that day know none. */
export function lastDayOfSecondCall(
	publishedAt: Date,
	{ secondCall }: Pick<RulesInForce, 'secondCall'>
): { readonly until: CalendarDate; readonly citation: string } | undefined {
	if (secondCall === undefined) return undefined;
	const until = addMonths(vietnamDateOf(publishedAt), secondCall.value.months);
	return { until, citation: secondCall.citation };
}

/** Refuses `call_again_none` (no such rule), `call_again_late` {date, citation}. `date` is ISO. */
export function inTimeForSecondCall(
	publishedAt: Date,
	rules: Pick<RulesInForce, 'secondCall'>,
	today: CalendarDate
): Result<true> {
	const last = lastDayOfSecondCall(publishedAt, rules);
	if (last === undefined) return refuse('call_again_none');
	const params = { date: last.until, citation: last.citation };
	return today <= last.until ? ok(true) : refuse('call_again_late', { params });
}

/** A dossier that was never found wanting: its task has found somebody. */
const FOUND: ReadonlySet<ApplicationState> = new Set([
	'valid',
	'in_review',
	'recommended',
	'reserve',
	'in_appraisal',
	'approved',
	'accepted'
]);

/**
 * The tasks that are announced again: those without a valid dossier, or all of a call that was cancelled. Where one does
 * not apply to a task of a list, the officer says whether there were too few.
 * Refuses `call_again_twice`, `call_again_open` (its window is not over), `call_again_unopened` (dossiers wait for their
 * opening), `call_again_enough`.
 */
export function lotsOfSecondCall<Lot extends { readonly id: string }>(
	call: FirstCall,
	lots: readonly Lot[],
	dossiers: readonly { readonly lotId: string; readonly state: ApplicationState }[],
	{ listsTasks, now }: { readonly listsTasks: boolean; readonly now: Date }
): Result<readonly Lot[]> {
	if (call.againOf !== null) return refuse('call_again_twice');
	if (call.state === 'cancelled') return ok(lots);
	if (call.publishedAt === null || windowOf(call, now) !== 'over') return refuse('call_again_open');
	const waiting = dossiers.some(({ state }) => state === 'submitted');
	if (waiting) return refuse('call_again_unopened');
	if (!listsTasks) return ok(lots);
	const left = lots.filter(
		({ id }) => !dossiers.some(({ lotId, state }) => lotId === id && FOUND.has(state))
	);
	return left.length === 0 ? refuse('call_again_enough') : ok(left);
}
